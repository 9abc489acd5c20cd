import type { Database } from '../../src/platform/db/database.ts';
import { createTestDatabase } from '../support/database.ts';
import { openStage, type Stage } from './stage.ts';

/** A stage whose database the test can reach. */
export type TestStage = Stage & { db: Database };

/** Opens a stage on a copy of the migrated template, which is ready sooner than a new database. */
export async function openTestStage(environment: Record<string, string> = {}): Promise<TestStage> {
  const { db, url, close } = await createTestDatabase();
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
