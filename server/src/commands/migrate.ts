import type { Command } from './command.ts';
import { withDatabase } from './open-store.ts';
import { migrateAll } from './prepare-store.ts';

/** `gigastore migrate` */
export const migrateStore: Command = {
  about: `Migrates the database to this version: tables, the job queue, country sets and partitions
for the coming months. It can run at any time, also several times at once; each migration is applied
once.`,
  options: {},
  async run({ config }) {
    const applied = await withDatabase(config, migrateAll);
    const text =
      applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The database is up to date.';
    return { text, json: { applied } };
  },
};
