import { uuids } from '../../platform/db/arrays.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { PlanSource, PlanSourceDraft, PlanSources, SourcePolicy } from './plan-source.ts';

/** Returns the sources of a plan in their order, and its policy. */
export async function selectPlanSources(db: Queryable, dataPlanId: string): Promise<PlanSources> {
  const rows = await db.rows<PlanSource & { policy: SourcePolicy; position: number | null }>(sql`
    select plan.source_policy as policy, source.position, source.carrier, source.item,
      source.share, source.countries, source.off_since as "offSince"
    from data_plans as plan
    left join plan_sources as source on source.data_plan_id = plan.id
    where plan.id = ${dataPlanId}
    order by source.position`);
  const sources = rows.flatMap(({ policy: _, position, ...source }) =>
    position === null ? [] : [source],
  );
  return { policy: rows[0]?.policy ?? 'preferred', sources };
}

export async function replacePlanSources(
  tx: Tx,
  {
    dataPlanId,
    policy = 'preferred',
    sources,
  }: { dataPlanId: string; policy?: SourcePolicy; sources: readonly PlanSourceDraft[] },
): Promise<void> {
  const given = sources.map(({ carrier, item, ...more }, index) => ({
    ...{ carrier, item, position: index + 1 },
    share: more.share ?? null,
    countries: more.countries ?? [],
    offSince: more.offSince ?? null,
  }));
  await tx.run(sql`update data_plans set source_policy = ${policy} where id = ${dataPlanId}`);
  await tx.run(sql`delete from plan_sources where data_plan_id = ${dataPlanId}`);
  await tx.run(sql`
    insert into plan_sources (data_plan_id, position, carrier, item, share, countries, off_since)
    select ${dataPlanId}, position, carrier, item, share, countries, "offSince"
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
      as given (position smallint, carrier text, item text, share smallint, countries text[],
        "offSince" timestamptz)`);
}

/** Sets how the source of an order is chosen for these plans. */
export async function updateSourcePolicies(
  tx: Tx,
  { dataPlanIds, policy }: { dataPlanIds: readonly string[]; policy: SourcePolicy },
): Promise<void> {
  await tx.run(sql`
    update data_plans
    set source_policy = ${policy}
    where id = any(${uuids(dataPlanIds)}::uuid[])`);
}

/** A source of a plan as an import names it. */
export type ImportedSource = { dataPlanId: string; carrier: string; item: string };

/** Returns the sources at a carrier, of all plans. */
export function selectSourcesAt(
  db: Queryable,
  carrier: string,
): Promise<(ImportedSource & { offSince: Date | null })[]> {
  return db.rows(sql`
    select data_plan_id as "dataPlanId", carrier, item, off_since as "offSince"
    from plan_sources
    where carrier = ${carrier}`);
}

/**
 * Adds sources after the last one of their plan. Where a plan has one at the carrier already, its
 * item becomes this one, and it is on.
 */
export async function addPlanSources(tx: Tx, sources: readonly ImportedSource[]): Promise<void> {
  await tx.run(sql`
    insert into plan_sources (data_plan_id, position, carrier, item)
    select "dataPlanId",
      (
        select coalesce(max(known.position), 0) + 1
        from plan_sources as known
        where known.data_plan_id = "dataPlanId"
      ),
      carrier, item
    from jsonb_to_recordset(${JSON.stringify(sources)}::jsonb)
      as given ("dataPlanId" uuid, carrier text, item text)
    on conflict (data_plan_id, carrier) do update
    set item = excluded.item,
      off_since = null`);
}

/** Switches sources off since a time, or on with null. */
export async function switchPlanSources(
  tx: Tx,
  { sources, offSince }: { sources: readonly ImportedSource[]; offSince: Date | null },
): Promise<void> {
  await tx.run(sql`
    update plan_sources as source
    set off_since = ${offSince}
    from jsonb_to_recordset(${JSON.stringify(sources)}::jsonb)
      as given ("dataPlanId" uuid, carrier text, item text)
    where source.data_plan_id = given."dataPlanId"
      and source.carrier = given.carrier
      and source.item = given.item
      and (source.off_since is null) <> (${offSince}::timestamptz is null)`);
}
