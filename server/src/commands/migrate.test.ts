import { expect, it } from 'vitest';
import { migrateByCommand } from '../../test/distribution/migrate-by-command.ts';
import { createTestDatabase } from '../../test/support/database.ts';
import { forThisFile } from '../../test/support/for-this-file.ts';
import { sql } from '../platform/db/database.ts';

const empty = await forThisFile(createTestDatabase({ isEmpty: true }), { hasBooks: false });

it('migrate --distribute refuses a database without Citus before it migrates', async () => {
  await expect(migrateByCommand(empty.url, '--distribute')).rejects.toThrow(
    /^gigastore migrate: The database has no Citus\. As a superuser, on each node: create/,
  );
  const found = await empty.db.row(sql`select to_regclass('accounts') as accounts`);
  expect(found).toEqual({ accounts: null });
});

it('migrate without the option distributes nothing', async () => {
  const { applied, distributed } = await migrateByCommand(empty.url);
  expect([applied.length > 100, distributed]).toEqual([true, undefined]);
  const { rows } = await empty.db.pool.query(
    `select is_distributed('accounts') as is, distribute_table('accounts') as done`,
  );
  expect(rows).toEqual([{ is: false, done: '' }]);
});
