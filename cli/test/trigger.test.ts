import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO, type KitStore, openKitStore } from '../../sdks/typescript/test/support/store.ts';
import { EVENT_TYPES } from '../../server/src/messaging/events/index.ts';
import { ensureClientsBuilt } from '../../tools/setup.mjs';
import { start } from './support/run.ts';

const TIMEOUT_MS = 200_000;

let kit: KitStore;
let folder: string;

beforeAll(async () => {
  await ensureClientsBuilt();
  kit = await openKitStore();
  folder = await mkdtemp(join(tmpdir(), 'gigastore-trigger-'));
}, TIMEOUT_MS);
afterAll(async () => {
  await kit.close();
  await rm(folder, { recursive: true, force: true });
}, TIMEOUT_MS);

function trigger(event: string) {
  return start(['trigger', event], {
    GIGASTORE_CONFIG_HOME: folder,
    GIGASTORE_URL: kit.url,
    GIGASTORE_CLIENT_ID: DEMO.clientId,
    GIGASTORE_CLIENT_SECRET: DEMO.clientSecret,
  }).ended;
}

describe('gigastore trigger', () => {
  it.each(EVENT_TYPES)(
    'makes %s happen',
    async (event) => {
      const { stdout, stderr, code } = await trigger(event);
      expect(code, stderr).toBe(0);
      expect(stdout).toContain(`  ${event}\n`);
    },
    TIMEOUT_MS,
  );

  it('leaves the settings of the account as they were', async () => {
    const client = kit.client();
    expect(await client.credits.getAutoTopUp()).toMatchObject({ enabled: false });
    const numbers = (await client.paymentMethods.list()).items.map(({ lastFour }) => lastFour);
    expect(numbers).not.toContain('0341');
  });

  it('knows no other event', async () => {
    expect(await trigger('package.lost')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Allowed choices are package.purchased'),
    });
  });
});
