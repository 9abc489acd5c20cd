import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { CatalogueLine, LineKind, LineReason, OfferedItem } from './catalogue-run.ts';
import { type KeptOffer, keepOffer, readOffer } from './kept-offer.ts';
import { belowCost } from './run-store.ts';

export async function insertLines(
  tx: Tx,
  runId: string,
  lines: readonly CatalogueLine[],
): Promise<void> {
  const given = lines.map(({ offer, beforeUsdTenThousandths, ...line }) => ({
    ...line,
    offer: offer && keepOffer(offer),
    before: beforeUsdTenThousandths?.toString() ?? null,
  }));
  await tx.run(sql`
    insert into catalogue_lines
      (run_id, line, item, kind, state, reason, offer, before_usd_ten_thousandths, data_plan_id)
    select ${runId}, line, item, kind, state, reason, nullif(offer, 'null'), before, "dataPlanId"
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
      as given (line integer, item text, kind text, state text, reason text, offer jsonb,
        before bigint, "dataPlanId" uuid)`);
}

const columns = sql`
  line.line, line.item, line.kind, line.state, line.reason, line.offer,
  line.before_usd_ten_thousandths as "beforeUsdTenThousandths",
  line.data_plan_id as "dataPlanId"`;

type Row = Omit<CatalogueLine, 'offer'> & { offer: KeptOffer | null };

/** A line with its plan, the plan's lowest price, and whether it is below the cost. */
export type PricedLine = CatalogueLine & {
  dataPlanName: string | null;
  lowestPriceMinor: bigint | null;
  isBelowCost: boolean;
};

/** Returns lines of a run in their order. */
export async function selectLines(
  db: Queryable,
  of: { runId: string; kind?: LineKind | undefined; above: number; limit: number },
): Promise<PricedLine[]> {
  const rows = await db.rows<Omit<PricedLine, 'offer'> & Row>(sql`
    select ${columns}, plan.name as "dataPlanName",
      (
        select min(entry.wholesale_minor)
        from price_list_entries as entry
        where entry.data_plan_id = line.data_plan_id
      ) as "lowestPriceMinor",
      coalesce(${belowCost}, false) as "isBelowCost"
    from catalogue_lines as line
    left join data_plans as plan on plan.id = line.data_plan_id
    where line.run_id = ${of.runId}
      and line.line > ${of.above}
      ${of.kind === undefined ? sql`` : sql`and line.kind = ${of.kind}`}
    order by line.line
    limit ${of.limit}`);
  return rows.map(({ offer, ...row }) => ({ ...row, offer: offer && readOffer(offer) }));
}

/**
 * Returns what the latest catalogue of a carrier says of an item under its code or another one,
 * whether or not it was applied; undefined if nothing differs from what was applied.
 */
export async function selectPreviewedOffer(
  db: Queryable,
  { carrier, item }: { carrier: string; item: string },
): Promise<OfferedItem | undefined> {
  const row = await db.row<{ offer: KeptOffer }>(sql`
    select line.offer
    from catalogue_lines as line
    where line.run_id = (
        select id
        from catalogue_runs
        where carrier = ${carrier}
          and state = 'READY'
        order by id desc
        limit 1
      )
      and line.offer is not null
      and (line.item = ${item} or line.offer -> 'aliases' @> to_jsonb(${item}::text))
    order by line.item = ${item} desc
    limit 1`);
  return row && readOffer(row.offer);
}

/** Returns the lines of these numbers, or all; those of items that are gone first. */
export async function selectLinesToDecide(
  tx: Tx,
  { runId, lines }: { runId: string; lines: readonly number[] | undefined },
): Promise<CatalogueLine[]> {
  const rows = await tx.rows<Row>(sql`
    select ${columns}
    from catalogue_lines as line
    where line.run_id = ${runId}
      ${lines === undefined ? sql`` : sql`and line.line = any(${[...lines]}::integer[])`}
    order by line.line`);
  return rows.map(({ offer, ...row }) => ({ ...row, offer: offer && readOffer(offer) }));
}

/** Deletes the lines of earlier imports of a carrier that nobody can decide about any more. */
export async function deleteUndecidedLines(
  tx: Tx,
  { carrier, id }: { carrier: string; id: string },
): Promise<void> {
  await tx.run(sql`
    delete from catalogue_lines as line
    using catalogue_runs as run
    where run.id = line.run_id
      and run.carrier = ${carrier}
      and run.id < ${id}::uuid
      and line.decided_at is null`);
}

export type Decision = {
  line: number;
  state: 'APPLIED' | 'DISMISSED' | 'REFUSED';
  reason: LineReason | null;
  dataPlanId: string | null;
};

export async function updateDecided(
  tx: Tx,
  { runId, decisions, at }: { runId: string; decisions: readonly Decision[]; at: Date },
): Promise<void> {
  await tx.run(sql`
    update catalogue_lines as line
    set state = given.state, reason = given.reason, data_plan_id = given."dataPlanId",
      decided_at = case when given.state = 'REFUSED' then null else ${at}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(decisions)}::jsonb)
      as given (line integer, state text, reason text, "dataPlanId" uuid)
    where line.run_id = ${runId}
      and line.line = given.line`);
}
