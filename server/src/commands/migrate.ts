import type { Command } from './command.ts';
import { withDatabase } from './open-store.ts';
import { migrateStore as migrateConfigured } from './prepare-store.ts';

/** `gigastore migrate` */
export const migrateStore: Command = {
  about: `Migrates the database to this version: tables, the job queue, country sets and partitions
for the coming months. It can run at any time, also several times at once; each migration is applied
once. With DATABASE_OWNER_URL it connects as that role, and grants the role of DATABASE_URL what it
needs.`,
  options: {},
  async run({ config }) {
    // The role that serves may have no right to read the tables yet.
    const asOwner = { ...config, databaseUrl: config.databaseOwnerUrl ?? config.databaseUrl };
    const applied = await withDatabase(asOwner, (store) => migrateConfigured(config, store));
    const text =
      applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The database is up to date.';
    return { text, json: { applied } };
  },
};
