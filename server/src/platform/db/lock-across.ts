import { type Database, type Sql, sql } from './database.ts';
import { groupsOf, hasShards, ofAccounts } from './distribution.ts';
import { ON_ANY_NODE, type OnNode } from './on-node.ts';

/**
 * Runs a statement that locks at most `limit` rows of any accounts, and returns what it returned.
 * `due` selects the rows; its first column is `account_id`. One PostgreSQL selects and locks them
 * in one statement. A distributed database locks on one node at a time: they are selected without
 * a lock over all nodes, and `lock` is run for the accounts of each, where it selects them again.
 */
export async function lockAcross<Result>(
  db: Database,
  of: {
    limit: number;
    due: (limit: number, onNode: OnNode) => Sql;
    lock: (due: Sql, onNode: OnNode) => Promise<Result>;
  },
): Promise<Result[]> {
  const due = of.due(of.limit, ON_ANY_NODE);
  if (!(await hasShards(db))) return [await of.lock(due, ON_ANY_NODE)];
  const found = await db.rows<{ accountId: string }>(sql`
    select due.account_id as "accountId" from (${due}) as due`);
  const results: Result[] = [];
  for (const group of await groupsOf(db, found)) {
    const accountIds = group.map(({ accountId }) => accountId);
    const onNode: OnNode = (column) => ofAccounts(db, column, accountIds);
    results.push(await of.lock(of.due(group.length, onNode), onNode));
  }
  return results;
}

/**
 * Changes at most `limit` rows of any accounts that no other process has locked, chosen as by
 * `lockAcross`, and returns their number.
 */
export async function changeAcross(
  db: Database,
  of: {
    limit: number;
    due: (limit: number, onNode: OnNode) => Sql;
    change: (due: Sql, onNode: OnNode) => Sql;
  },
): Promise<number> {
  const lock = (due: Sql, onNode: OnNode) => db.run(of.change(due, onNode));
  const changed = await lockAcross(db, { limit: of.limit, due: of.due, lock });
  return changed.reduce((sum, rows) => sum + rows, 0);
}
