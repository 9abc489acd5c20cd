import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { CostSetter, PlanCost } from './data-plan.ts';

/** Returns the costs of the plan, the newest first. */
export function selectPlanCosts(db: Queryable, dataPlanId: string) {
  return db.rows<PlanCost & { setBy: CostSetter }>(sql`
    select valid_from::text as "validFrom", cost_minor as "costMinor", set_by as "setBy"
    from plan_costs
    where data_plan_id = ${dataPlanId}
    order by valid_from desc`);
}

export type CostOfPlan = PlanCost & { dataPlanId: string };

/** Sets costs that a person names, in the place of those of the same day. */
export async function upsertPlanCosts(tx: Tx, costs: readonly CostOfPlan[]): Promise<void> {
  await upsertCosts(tx, costs, 'person');
}

/**
 * Sets costs that follow from a supplier's catalogue, except where a person set one of the same
 * day. Returns the IDs of the plans whose cost was set.
 */
export async function upsertImportedCosts(
  tx: Tx,
  costs: readonly CostOfPlan[],
): Promise<Set<string>> {
  return new Set((await upsertCosts(tx, costs, 'import')).map(({ id }) => id));
}

function upsertCosts(
  tx: Tx,
  costs: readonly CostOfPlan[],
  setBy: CostSetter,
): Promise<{ id: string }[]> {
  return tx.rows(sql`
    insert into plan_costs (data_plan_id, valid_from, cost_minor, set_by)
    select data_plan_id, valid_from, cost_minor, ${setBy}
    from unnest(
      ${costs.map((cost) => cost.dataPlanId)}::uuid[],
      ${costs.map((cost) => cost.validFrom)}::date[],
      ${costs.map((cost) => cost.costMinor)}::bigint[]
    ) as given (data_plan_id, valid_from, cost_minor)
    on conflict (data_plan_id, valid_from) do update
    set cost_minor = excluded.cost_minor,
      set_by = excluded.set_by
    where excluded.set_by = 'person'
      or plan_costs.set_by = 'import'
    returning data_plan_id as id`);
}

/** A plan for sale whose lowest price is below its cost of today. */
export type LosingPlan = {
  id: string;
  name: string;
  costMinor: bigint;
  lowestMinor: bigint;
  /** Since when it costs that much. */
  since: Date;
};

/** Returns plans that are sold below their cost in some price list, by name. */
export function selectPlansBelowCost(
  db: Queryable,
  { limit }: { limit: number },
): Promise<LosingPlan[]> {
  return db.rows<LosingPlan>(sql`
    select plan.id, plan.name, cost.cost_minor as "costMinor", price.lowest as "lowestMinor",
      cost.valid_from::timestamptz as since
    from data_plans as plan
    join lateral (
      select cost_minor, valid_from
      from plan_costs
      where data_plan_id = plan.id
        and valid_from <= (now() at time zone 'utc')::date
      order by valid_from desc
      limit 1
    ) as cost on true
    join lateral (
      select min(wholesale_minor) as lowest
      from price_list_entries
      where data_plan_id = plan.id
    ) as price on price.lowest < cost.cost_minor
    where plan.retired_at is null
    order by plan.name, plan.id
    limit ${limit}`);
}
