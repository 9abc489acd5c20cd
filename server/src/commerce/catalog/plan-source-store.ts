import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { PlanSource } from './plan-source.ts';

/** Returns the sources of a plan in their order. */
export function selectPlanSources(db: Queryable, dataPlanId: string): Promise<PlanSource[]> {
  return db.rows<PlanSource>(sql`
    select carrier, item
    from plan_sources
    where data_plan_id = ${dataPlanId}
    order by position`);
}

export async function replacePlanSources(
  tx: Tx,
  { dataPlanId, sources }: { dataPlanId: string; sources: readonly PlanSource[] },
): Promise<void> {
  await tx.run(sql`delete from plan_sources where data_plan_id = ${dataPlanId}`);
  await tx.run(sql`
    insert into plan_sources (data_plan_id, position, carrier, item)
    select ${dataPlanId}, position, carrier, item
    from unnest(
      ${sources.map(({ carrier }) => carrier)}::text[],
      ${sources.map(({ item }) => item)}::text[]
    ) with ordinality as given (carrier, item, position)`);
}
