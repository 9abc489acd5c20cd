import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IS_CITUS } from '../../test/support/citus.ts';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import { LINKS } from '../../test/support/shop.ts';
import { auditBooks } from '../backoffice/operator/index.ts';
import { createCarriers, importedCarrier } from '../connectivity/carriers/index.ts';
import { openPayments } from '../open-payments.ts';
import { readConfig } from '../platform/config/config.ts';
import { createLog } from '../platform/log/log.ts';
import { seedDemonstration } from '../surfaces/seed/index.ts';
import { createTasks, SCHEDULE } from './tasks.ts';

const TIMEOUT_MS = 180_000;

describe.runIf(IS_CITUS)('the jobs of a store with rows on a Citus cluster', () => {
  let store: TestDatabase;

  beforeAll(async () => {
    store = await createTestDatabase();
    await seedDemonstration(store.db, new Date());
  }, TIMEOUT_MS);
  afterAll(() => store?.close());

  it('all run, and leave clean books', { timeout: TIMEOUT_MS }, async () => {
    const failed: string[] = [];
    const log = createLog('silent');
    const tasks = createTasks({
      db: store.db,
      carriers: createCarriers([], importedCarrier),
      links: LINKS,
      payments: openPayments(readConfig({})),
      log: Object.assign(log, {
        error: ({ err }: { err?: Error }, message: string) =>
          failed.push(`${message}: ${err?.message}`),
      }),
      hostProofs: { mode: 'live', readTextRecords: async () => [] },
      ipRetentionDays: 1,
    });
    for (const { task } of SCHEDULE) {
      await tasks[task]?.({}, new AbortController().signal).catch((error: Error) =>
        failed.push(`${task}: ${error.message}`),
      );
    }
    expect(failed).toEqual([]);
    expect(await auditBooks(store.db)).toEqual([]);
  });
});
