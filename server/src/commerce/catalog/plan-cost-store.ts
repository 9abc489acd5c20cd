import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { PlanCost } from './data-plan.ts';

/** Returns the costs of the plan, the newest first. */
export function selectPlanCosts(db: Queryable, dataPlanId: string) {
  return db.rows<PlanCost>(sql`
    select valid_from::text as "validFrom", cost_minor as "costMinor"
    from plan_costs
    where data_plan_id = ${dataPlanId}
    order by valid_from desc`);
}

export async function upsertPlanCosts(
  tx: Tx,
  costs: readonly (PlanCost & { dataPlanId: string })[],
): Promise<void> {
  await tx.run(sql`
    insert into plan_costs (data_plan_id, valid_from, cost_minor)
    select data_plan_id, valid_from, cost_minor
    from unnest(
      ${costs.map((cost) => cost.dataPlanId)}::uuid[],
      ${costs.map((cost) => cost.validFrom)}::date[],
      ${costs.map((cost) => cost.costMinor)}::bigint[]
    ) as given (data_plan_id, valid_from, cost_minor)
    on conflict (data_plan_id, valid_from) do update
    set cost_minor = excluded.cost_minor`);
}
