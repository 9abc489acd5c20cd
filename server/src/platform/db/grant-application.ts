import { type Database, sql } from './database.ts';

/**
 * Gives the role that serves its rights to the tables and the job queue, as their owner, and takes
 * those that it has no more. Throws if the role does not exist or has the rights of the owner.
 */
export async function grantApplication(db: Database, role: string): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.run(sql`select grant_application(${role})`);
    await tx.run(sql`select grant_jobs(${role})`);
  });
}
