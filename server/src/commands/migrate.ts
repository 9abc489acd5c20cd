import type { Command } from './command.ts';
import { withDatabase } from './open-store.ts';
import { type Migrated, migrateStore as migrateConfigured } from './prepare-store.ts';

/** `gigastore migrate` */
export const migrateStore: Command = {
  about: `Migrates the database to this version: tables, the job queue, country sets and partitions
for the coming months. It can run at any time, also several times at once; each migration is applied
once. With DATABASE_OWNER_URL it connects as that role, and grants the role of DATABASE_URL what it
needs.

With --distribute it then distributes the tables of accounts over the nodes of a Citus cluster, with
their rows, and copies the tables that all accounts share to each node. Stop serve and worker first:
it locks every table until it ends. There is no way back but a backup. Later runs distribute the
tables of new migrations, with the option or without it (docs/running/distributed.md).`,
  options: {
    distribute: { help: 'Distribute the tables over the nodes of a Citus cluster' },
  },
  async run({ config, isOn }) {
    // The role that serves may have no right to read the tables yet.
    const asOwner = { ...config, databaseUrl: config.databaseOwnerUrl ?? config.databaseUrl };
    const distributes = isOn('distribute') === true;
    const done = await withDatabase(asOwner, (store) =>
      migrateConfigured(config, store, { distributes }),
    );
    return { text: describe(done), json: toJson(done) };
  },
};

function describe({ applied, distributed }: Migrated): string {
  const lines = [
    applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The database is up to date.',
  ];
  if (!distributed) return lines.join('\n');
  const { byAccount, references, triggers } = distributed;
  if (byAccount.length > 0) lines.push(`Distributed by account: ${byAccount.join(', ')}.`);
  if (references.length > 0) lines.push(`Copied to every node: ${references.join(', ')}.`);
  if (triggers.length > 0) lines.push(`Dropped triggers: ${triggers.join(', ')}.`);
  if (byAccount.length + references.length === 0) lines.push('Every table is distributed already.');
  return lines.join('\n');
}

/** Programs read `distributed` only of a database that is distributed. */
function toJson({ applied, distributed }: Migrated): object {
  return distributed ? { applied, distributed } : { applied };
}
