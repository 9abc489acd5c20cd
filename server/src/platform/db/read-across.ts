import { groupBy } from '../../kernel/group-by.ts';
import { type Queryable, type Sql, sql } from './database.ts';
import { ofAccounts, selectShards } from './distribution.ts';
import { ON_ANY_NODE, type OnNode } from './on-node.ts';

/**
 * Returns the rows of a query over many accounts that a distributed database answers for those of
 * one node only, such as one that looks something up for each account (`lateral`). It is run for
 * the accounts of each shard, which `accounts` selects (`account_id`), and each of its tables of
 * accounts has to be bound by `onNode`. Rows of different shards come in no order, and a limit of
 * the query holds for each. One PostgreSQL runs it once.
 */
export async function readAcross<Row extends object>(
  db: Queryable,
  { accounts, read }: { accounts: Sql; read: (onNode: OnNode) => Sql },
): Promise<Row[]> {
  if (!db.isDistributed()) return db.rows<Row>(read(ON_ANY_NODE));
  const asked = await db.rows<{ accountId: string }>(sql`
    select distinct asked.account_id as "accountId" from (${accounts}) as asked`);
  const ids = asked.map(({ accountId }) => accountId);
  const parts: Row[][] = [];
  for (const group of groupBy(await selectShards(db, ids), ({ shard }) => shard).values()) {
    const accountIds = group.map(({ accountId }) => accountId);
    parts.push(await db.rows<Row>(read((column) => ofAccounts(db, column, accountIds))));
  }
  return parts.flat();
}
