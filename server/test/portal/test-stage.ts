import type { Database } from '../../src/platform/db/database.ts';
import { createTestDatabase } from '../support/database.ts';
import { openStage, type Stage } from './stage.ts';

/** A stage whose database the test can reach. */
export type TestStage = Stage & { db: Database };

/**
 * Opens a stage on a copy of the migrated template, which is ready sooner than a new database.
 * `prepare` runs on the copy before the store starts.
 */
export async function openTestStage(
  environment: Record<string, string> = {},
  prepare: (db: Database) => Promise<unknown> = async () => {},
): Promise<TestStage> {
  const { db, url, close } = await createTestDatabase();
  await prepare(db);
  const stage = await openStage({ DATABASE_URL: url, ...environment });
  return {
    ...stage,
    db,
    async close() {
      await stage.close();
      await close();
    },
  };
}
