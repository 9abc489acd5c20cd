import { expect, it } from 'vitest';
import {
  countStatements,
  createKeyedAccount,
  createTestClock,
} from '../../../test/support/access.ts';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import type { Database } from '../../platform/db/database.ts';
import { listApiKeys } from './index.ts';
import { trackKeyUsage, WRITTEN_EVERY_MS } from './key-usage.ts';

const test = await forThisFile(createTestDatabase());

async function openUsage(db: Database = test.db) {
  const { accountId, key } = await createKeyedAccount(test.db);
  const clock = createTestClock();
  const usage = trackKeyUsage({ db, clock });
  const touch = () => usage.touch({ accountId, clientId: key.clientId, at: new Date(clock()) });
  const lastUsedAt = async () => {
    await usage.flush();
    return (await listApiKeys({ db: test.db, accountId }))[0]?.lastUsedAt?.getTime();
  };
  return { clock, usage, touch, lastUsedAt };
}

it("a key's last use is written", async () => {
  const { clock, touch, lastUsedAt } = await openUsage();
  expect(await lastUsedAt()).toBeUndefined();
  touch();
  expect(await lastUsedAt()).toBe(clock());
});

it('a use is written soon, without anybody asking for it', async () => {
  let written = (_rows: number) => {};
  const rowsWritten = new Promise<number>((resolve) => {
    written = resolve;
  });
  const db: Database = {
    ...test.db,
    run: async (statement) => {
      const rows = await test.db.run(statement);
      written(rows);
      return rows;
    },
  };
  const { touch } = await openUsage(db);
  touch();
  // The tracker's timer must not keep a process alive, so the test does.
  const alive = setTimeout(() => {}, 10_000);
  expect(await rowsWritten).toBe(1);
  clearTimeout(alive);
});

it('a key in constant use is written once a minute', async () => {
  const { db, texts } = countStatements(test.db);
  const { clock, touch, lastUsedAt } = await openUsage(db);
  const first = clock();
  for (let second = 0; second < 60; second += 1) {
    touch();
    expect(await lastUsedAt()).toBe(first);
    clock.ms += WRITTEN_EVERY_MS / 60;
  }
  expect(texts).toHaveLength(1);
  touch();
  expect(await lastUsedAt()).toBe(clock());
  expect(texts).toHaveLength(2);
});

it('a use that could not be written costs nobody anything, and the next one is', async () => {
  let isAway = true;
  const db: Database = {
    ...test.db,
    run: async (statement) => {
      if (isAway) throw new Error('away');
      return test.db.run(statement);
    },
  };
  const { clock, usage, touch, lastUsedAt } = await openUsage(db);
  touch();
  await expect(usage.flush()).resolves.toBeUndefined();
  isAway = false;
  clock.ms += 1000;
  touch();
  expect(await lastUsedAt()).toBe(clock());
});
