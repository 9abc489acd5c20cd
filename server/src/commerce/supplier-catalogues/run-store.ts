import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { CatalogueRun } from './catalogue-run.ts';

const columns = sql`
  run.id, run.carrier, run.state, run.is_scheduled as "isScheduled", run.attempts, run.detail,
  run.offers, run.unchanged, run.has_many_gone as "hasManyGone", run.created_at as "createdAt",
  run.ended_at as "endedAt"`;

/** A run with the number of its lines by kind and state. */
export type CountedRun = CatalogueRun & {
  counts: { kind: string; state: string; lines: number; belowCost: number }[];
};

/**
 * Lines whose item would be sold below its cost, in the list with the lowest price of the plan. A
 * fraction of a cent of the cost counts as one.
 */
export const belowCost = sql`
  (line.offer -> 'cost' ->> 'usdTenThousandths')::bigint > 100 * (
    select min(entry.wholesale_minor)
    from price_list_entries as entry
    where entry.data_plan_id = line.data_plan_id
  )`;

const counts = sql`
  (
    select coalesce(jsonb_agg(to_jsonb(counted)), '[]')
    from (
      select line.kind, line.state, count(*)::integer as lines,
        (count(*) filter (where ${belowCost}))::integer as "belowCost"
      from catalogue_lines as line
      where line.run_id = run.id
      group by line.kind, line.state
    ) as counted
  ) as counts`;

/** Returns runs, the newest first, below an ID. */
export function selectRuns(
  db: Queryable,
  { carrier, below, limit }: { carrier?: string; below?: string; limit: number },
): Promise<CountedRun[]> {
  return db.rows<CountedRun>(sql`
    select ${columns}, ${counts}
    from catalogue_runs as run
    where true
      ${carrier === undefined ? sql`` : sql`and run.carrier = ${carrier}`}
      ${below === undefined ? sql`` : sql`and run.id < ${below}::uuid`}
    order by run.id desc
    limit ${limit}`);
}

export function selectRun(db: Queryable, id: string): Promise<CountedRun | undefined> {
  return db.row<CountedRun>(sql`
    select ${columns}, ${counts}
    from catalogue_runs as run
    where run.id = ${id}`);
}

/** Locks the run until the transaction ends. */
export function selectRunForUpdate(tx: Tx, id: string): Promise<CatalogueRun | undefined> {
  return tx.row<CatalogueRun>(sql`
    select ${columns}
    from catalogue_runs as run
    where run.id = ${id}
    for update`);
}

/** Returns whether the carrier's catalogue was read again after this run. */
export async function isRunOutdated(
  db: Queryable,
  { id, carrier }: Pick<CatalogueRun, 'id' | 'carrier'>,
): Promise<boolean> {
  const row = await db.row<{ isOutdated: boolean }>(sql`
    select exists (
      select 1
      from catalogue_runs
      where carrier = ${carrier}
        and id > ${id}::uuid
        and state = 'READY'
    ) as "isOutdated"`);
  return row?.isOutdated ?? false;
}

/**
 * Queues a run; returns the ID of the one that is queued for the carrier, which may be an earlier
 * one.
 */
export async function queueRun(
  tx: Tx,
  { id, carrier, isScheduled, at }: { id: string; carrier: string; isScheduled: boolean; at: Date },
): Promise<string> {
  await tx.run(sql`
    insert into catalogue_runs (id, carrier, state, is_scheduled, next_at, created_at)
    values (${id}, ${carrier}, 'QUEUED', ${isScheduled}, ${at}, ${at})
    on conflict (carrier) where state = 'QUEUED' do nothing`);
  const row = await tx.row<{ id: string }>(sql`
    select id
    from catalogue_runs
    where carrier = ${carrier}
      and state = 'QUEUED'`);
  return row?.id ?? id;
}

/** Leases the queued runs that are due until a time, when they are due again. */
export function leaseDueRuns(
  db: Queryable,
  { now, until }: { now: Date; until: Date },
): Promise<Pick<CatalogueRun, 'id' | 'carrier' | 'attempts'>[]> {
  return db.rows(sql`
    update catalogue_runs
    set next_at = ${until}, attempts = attempts + 1
    where state = 'QUEUED'
      and next_at <= ${now}
    returning id, carrier, attempts`);
}

/** Has the supplier asked again later. */
export async function updateRunLater(
  db: Queryable,
  { id, nextAt, detail }: { id: string; nextAt: Date; detail: string },
): Promise<void> {
  await db.run(sql`
    update catalogue_runs
    set next_at = ${nextAt}, detail = ${detail}
    where id = ${id}
      and state = 'QUEUED'`);
}

export async function updateRunFailed(
  db: Queryable,
  { id, detail, at }: { id: string; detail: string; at: Date },
): Promise<void> {
  await db.run(sql`
    update catalogue_runs
    set state = 'FAILED', next_at = null, detail = ${detail}, ended_at = ${at}
    where id = ${id}
      and state = 'QUEUED'`);
}

/** Returns false if another worker was first. */
export async function updateRunReady(
  tx: Tx,
  run: { id: string; offers: number; unchanged: number; hasManyGone: boolean; at: Date },
): Promise<boolean> {
  const changed = await tx.run(sql`
    update catalogue_runs
    set state = 'READY', next_at = null, detail = null, offers = ${run.offers},
      unchanged = ${run.unchanged}, has_many_gone = ${run.hasManyGone}, ended_at = ${run.at}
    where id = ${run.id}
      and state = 'QUEUED'`);
  return changed === 1;
}
