import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { PlanSource, PlanSourceDraft, PlanSources, SourcePolicy } from './plan-source.ts';

/** Returns the sources of a plan in their order, and its policy. */
export async function selectPlanSources(db: Queryable, dataPlanId: string): Promise<PlanSources> {
  const rows = await db.rows<PlanSource & { policy: SourcePolicy; position: number | null }>(sql`
    select plan.source_policy as policy, source.position, source.carrier, source.item,
      source.share, source.countries
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
  const given = sources.map(({ share = null, countries = [], ...source }, index) => ({
    ...source,
    position: index + 1,
    share,
    countries,
  }));
  await tx.run(sql`update data_plans set source_policy = ${policy} where id = ${dataPlanId}`);
  await tx.run(sql`delete from plan_sources where data_plan_id = ${dataPlanId}`);
  await tx.run(sql`
    insert into plan_sources (data_plan_id, position, carrier, item, share, countries)
    select ${dataPlanId}, position, carrier, item, share, countries
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
      as given (position smallint, carrier text, item text, share smallint, countries text[])`);
}
