import type { Command } from './command.ts';
import { withDatabase } from './open-store.ts';
import { migrateAll } from './prepare-store.ts';

/** `gigastore migrate` */
export const migrateStore: Command = {
  about: `Brings the database to this version: tables, the queue of background jobs, partitions of
the coming months. Safe to run at any time and by several at once; nothing is done twice.`,
  options: {},
  async run({ config }) {
    const applied = await withDatabase(config, migrateAll);
    const text =
      applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The database is up to date.';
    return { text, json: { applied } };
  },
};
