import type pg from 'pg';
import { groupBy } from '../../kernel/group-by.ts';
import { uuids } from './arrays.ts';
import { type Database, type Queryable, type Sql, sql, type Tx } from './database.ts';

/** Operators may split shards while programs run, so what is known is forgotten after this time. */
const KEPT_MS = 60_000;

/** Any distributed table tells shards, because the tables of accounts are distributed alike. */
const A_DISTRIBUTED_TABLE = sql`
  select logicalrelid
  from pg_dist_partition
  where partmethod = 'h'
  limit 1`;

type Known = { isDistributed?: boolean; shards: Map<string, string>; since: number };

/** What was seen of the database behind each pool. */
const knownOf = new WeakMap<pg.Pool, Known>();

/**
 * Splits what belongs to accounts into groups, each of accounts whose rows are on one shard of a
 * database that Citus distributes. A statement that locks rows of several accounts, or a
 * transaction that writes them, stays on one node if it is of one group and names the accounts by
 * `account_id = any(…)`. On one PostgreSQL there is one group, or none without items, and nothing
 * is asked after the first call.
 */
export async function groupsOf<Item extends { accountId: string }>(
  db: Database,
  items: readonly Item[],
): Promise<Item[][]> {
  const shards = await shardsOf(
    db,
    items.map(({ accountId }) => accountId),
  );
  return [...groupBy(items, ({ accountId }) => shards.get(accountId)).values()];
}

/**
 * Returns the shard with the rows of an account; the empty text on one PostgreSQL. It is a promise
 * only if the database has to be asked.
 */
export function shardOf(db: Database, accountId: string): string | Promise<string> {
  const known = recall(db);
  if (known.isDistributed === false) return '';
  const shard = known.shards.get(accountId);
  if (shard !== undefined) return shard;
  return shardsOf(db, [accountId]).then((shards) => shards.get(accountId) ?? '');
}

/**
 * Opens something once for the accounts of each shard of a distributed database, such as a queue
 * whose transactions then stay on one node. On one PostgreSQL all accounts share the one.
 */
export function openForShards<Opened>(db: Database, open: () => Opened) {
  const byShard = new Map<string, Opened>();

  function on(shard: string): Opened {
    const opened = byShard.get(shard) ?? open();
    byShard.set(shard, opened);
    return opened;
  }

  return {
    /** Returns that of an account; a promise only if the database has to be asked. */
    of(accountId: string): Opened | Promise<Opened> {
      const shard = shardOf(db, accountId);
      return typeof shard === 'string' ? on(shard) : shard.then(on);
    },
    all: (): Opened[] => [...byShard.values()],
  };
}

/**
 * A condition that names the accounts of a statement as Citus needs it: by a list which it knows
 * when it plans. On one PostgreSQL it is empty, because the planner would estimate the list anew
 * for each sale.
 */
export function ofAccounts(db: Queryable, column: Sql, accountIds: readonly string[]): Sql {
  if (!db.isDistributed()) return sql``;
  return sql`and ${column} = any(${uuids(accountIds)}::uuid[])`;
}

/** How many IDs are tried until one is on the shard of an account. */
const IDS_TRIED = 10_000;

/**
 * Returns an ID on the shard of an account that is no account's, and the same for all accounts of
 * the shard: rows under it lie beside theirs. Undefined if no table is distributed.
 */
export async function findIdBeside(tx: Tx, accountId: string): Promise<string | undefined> {
  const row = await tx.row<{ id: string }>(sql`
    select tried.id
    from (${A_DISTRIBUTED_TABLE}) as distributed
    cross join lateral (
      select get_shard_id_for_distribution_column(
        distributed.logicalrelid, ${accountId}::uuid
      ) as shard
    ) as wanted
    cross join lateral (
      select md5('beside ' || number)::uuid as id
      from generate_series(1, ${IDS_TRIED}::int) as number
      where get_shard_id_for_distribution_column(
        distributed.logicalrelid, md5('beside ' || number)::uuid
      ) = wanted.shard
      limit 1
    ) as tried`);
  return row?.id;
}

/** Returns whether accounts are on shards. Nothing is asked after the first call for a pool. */
export async function hasShards(db: Database): Promise<boolean> {
  const known = recall(db);
  known.isDistributed ??= await db.together(async (connected) => connected.isDistributed());
  return known.isDistributed;
}

function recall({ pool }: Database): Known {
  const known = knownOf.get(pool);
  if (known?.isDistributed === false) return known;
  if (known && performance.now() - known.since < KEPT_MS) return known;
  const forgotten = { shards: new Map(), since: performance.now() };
  knownOf.set(pool, forgotten);
  return forgotten;
}

/** Returns the shard of each account; none on one PostgreSQL. */
async function shardsOf(
  db: Database,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const known = recall(db);
  if (!(await hasShards(db))) return known.shards;
  const unknown = [...new Set(accountIds)].filter((id) => !known.shards.has(id));
  if (unknown.length === 0) return known.shards;
  for (const { accountId, shard } of await selectShards(db, unknown)) {
    known.shards.set(accountId, shard);
  }
  return known.shards;
}

/**
 * Returns the shard of each account of a distributed database. Any distributed table tells, because
 * the tables of accounts are distributed alike.
 */
export function selectShards(db: Queryable, accountIds: readonly string[]) {
  return db.rows<{ accountId: string; shard: string }>(sql`
    select asked.id as "accountId",
      get_shard_id_for_distribution_column(distributed.logicalrelid, asked.id)::text as shard
    from unnest(${uuids(accountIds)}::uuid[]) as asked (id)
    cross join (${A_DISTRIBUTED_TABLE}) as distributed`);
}
