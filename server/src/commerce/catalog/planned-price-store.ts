import { isUuid } from '../../kernel/ids.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { PlannedPrice, PlannedState } from './planned-price.ts';

const columns = sql`
  planned.id, planned.price_list_id as "priceListId", planned.data_plan_id as "dataPlanId",
  plan.name, planned.wholesale_minor as "wholesaleMinor", planned.effective_at as "effectiveAt",
  planned.state, planned.is_notice_due as "isNoticeDue",
  planned.created_by_name as "createdByName", planned.created_at as "createdAt",
  planned.ended_at as "endedAt"`;
const tables = sql`
  planned_prices as planned
  join data_plans as plan on plan.id = planned.data_plan_id`;

export async function insertPlannedPrice(tx: Tx, price: Omit<PlannedPrice, 'name'>): Promise<void> {
  await tx.run(sql`
    insert into planned_prices (id, price_list_id, data_plan_id, wholesale_minor, effective_at,
      state, is_notice_due, created_by_name, created_at)
    values (${price.id}, ${price.priceListId}, ${price.dataPlanId}, ${price.wholesaleMinor},
      ${price.effectiveAt}, 'planned', true, ${price.createdByName}, ${price.createdAt})`);
}

export type PlannedAsked = {
  state?: PlannedState | undefined;
  priceListId?: string | undefined;
  below: string | undefined;
  limit: number;
};

/** Returns planned prices with ids below `below`, newest first. */
export function selectPlannedPrices(db: Queryable, asked: PlannedAsked): Promise<PlannedPrice[]> {
  const { state = null, priceListId = null, below = null, limit } = asked;
  return db.rows<PlannedPrice>(sql`
    select ${columns}
    from ${tables}
    where (${state}::text is null or planned.state = ${state})
      and (${priceListId}::uuid is null or planned.price_list_id = ${priceListId})
      and (${below}::uuid is null or planned.id < ${below})
    order by planned.id desc
    limit ${limit}`);
}

export async function selectPlannedPrice(
  db: Queryable,
  id: string,
): Promise<PlannedPrice | undefined> {
  if (!isUuid(id)) return undefined;
  return db.row<PlannedPrice>(sql`
    select ${columns}
    from ${tables}
    where planned.id = ${id}`);
}

/** Returns what is due of the list that is due first, locked; other jobs take other lists. */
export function selectDuePricesForUpdate(tx: Tx, now: Date): Promise<PlannedPrice[]> {
  return tx.rows<PlannedPrice>(sql`
    select ${columns}
    from ${tables}
    where planned.state = 'planned'
      and planned.effective_at <= ${now}
      and planned.price_list_id = (
        select price_list_id
        from planned_prices
        where state = 'planned'
          and effective_at <= ${now}
        order by effective_at, id
        limit 1
      )
    order by planned.id
    for update of planned skip locked`);
}

/** Returns the planned prices of one list about which resellers have yet to be told, locked. */
export function selectUnnotifiedForUpdate(tx: Tx): Promise<PlannedPrice[]> {
  return tx.rows<PlannedPrice>(sql`
    select ${columns}
    from ${tables}
    where planned.is_notice_due
      and planned.price_list_id = (
        select price_list_id
        from planned_prices
        where is_notice_due
        order by id
        limit 1
      )
    order by planned.id
    for update of planned skip locked`);
}

/** Ends planned prices that are open; returns the IDs of those that were. */
export async function endPlannedPrices(
  tx: Tx,
  { ids, state, now }: { ids: readonly string[]; state: 'applied' | 'cancelled'; now: Date },
): Promise<string[]> {
  // Resellers who were not told of a plan need not be told that it was cancelled.
  const rows = await tx.rows<{ id: string }>(sql`
    update planned_prices
    set state = ${state}, ended_at = ${now},
      is_notice_due = ${state === 'cancelled'} and not is_notice_due
    where id = any(${[...ids]}::uuid[])
      and state = 'planned'
    returning id`);
  return rows.map(({ id }) => id);
}

/** Ends the open plans of a list for these data plans, because others take their place. */
export async function replacePlannedPrices(
  tx: Tx,
  { priceListId, dataPlanIds, now }: { priceListId: string; dataPlanIds: string[]; now: Date },
): Promise<void> {
  await tx.run(sql`
    update planned_prices
    set state = 'cancelled', ended_at = ${now}, is_notice_due = false
    where price_list_id = ${priceListId}
      and data_plan_id = any(${dataPlanIds}::uuid[])
      and state = 'planned'`);
}

export async function updateTold(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.run(sql`
    update planned_prices
    set is_notice_due = false
    where id = any(${[...ids]}::uuid[])`);
}
