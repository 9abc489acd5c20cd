import { describe, expect, it, vi } from 'vitest';
import { createTestDatabase } from '../../../server/test/support/database.ts';
import { startDatabaseProxy } from '../../../server/test/support/database-proxy.ts';
import { anItem, openKitStore } from './support/store.ts';

const TIMEOUT_MS = 60_000;
const PATIENCE = { timeout: 30_000, interval: 50 };

describe('a store that limits or fails', () => {
  it(
    'answers 429 to a burst, and every call comes through',
    async () => {
      const limited = await openKitStore({ GIGASTORE_RATE_LIMIT: 'on' });
      try {
        const client = limited.client({ retry: { retries: 10 } });
        await Promise.all(Array.from({ length: 500 }, () => client.service.getVersion()));
        await Promise.all(Array.from({ length: 500 }, () => client.credits.get()));
        const seen = await limited.requests();
        expect(seen.some(({ status }) => status === 429)).toBe(true);
      } finally {
        await limited.close();
      }
    },
    TIMEOUT_MS,
  );

  it(
    'answers 503 while its database is away, and the sale comes through once it is back',
    async () => {
      const database = await createTestDatabase();
      const between = await startDatabaseProxy(database.url);
      const store = await openKitStore({ DATABASE_URL: between.url });
      try {
        const client = store.client({ retry: { retries: 30, longestDelayMs: 5_000 } });
        const inventoryItemId = await anItem(client);
        await store.fail([]);
        await between.close();
        const sale = client.customers.register({ inventoryItemId, metatag: 'while away' });
        const statuses = async () => (await store.requests()).map(({ status }) => status);
        await vi.waitFor(async () => expect(await statuses()).toContain(503), PATIENCE);
        await between.open();
        expect((await sale).status).toBe('success');
        expect((await client.packages.list({ q: 'while away' })).items).toHaveLength(1);
      } finally {
        await store.close();
        await between.close();
        await database.close();
      }
    },
    TIMEOUT_MS,
  );
});
