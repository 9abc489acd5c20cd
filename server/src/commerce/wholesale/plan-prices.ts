import { audit } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { toPrice } from '../../kernel/money.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { enqueueJob } from '../../platform/jobs/index.ts';
import {
  endPlannedPrices,
  insertPlannedPrice,
  lockPriceList,
  type PlannedPrice,
  replacePlannedPrices,
  selectPlannedPrice,
  type WholesalePrice,
} from '../catalog/index.ts';
import { checkPrices } from './set-prices.ts';

/** The job that tells resellers of planned prices and makes those that are due. */
export const PLANNED_PRICES_TASK = 'planned-prices';
const MOST_DAYS = 731;

type PlanScope = Scope & { realNow: Date };
export type PricePlan = { id: string; effectiveAt: Date; prices: readonly WholesalePrice[] };

/**
 * Plans prices of a list for a later time, in place of what was planned for the same data plans,
 * and has resellers told. Throws `price_list_not_found`, `invalid_request`.
 */
export async function planPrices(
  scope: PlanScope,
  { id, effectiveAt, prices }: PricePlan,
): Promise<PlannedPrice[]> {
  const { db, realNow: now } = scope;
  const list = await lockPriceList(db, id);
  const latest = now.getTime() + MOST_DAYS * 86_400_000;
  if (effectiveAt <= now || effectiveAt.getTime() > latest) {
    throw invalid('/effectiveAt', 'must be later than now and within two years');
  }
  const wanted = await checkPrices(scope, prices);
  const dataPlanIds = wanted.map(({ dataPlanId }) => dataPlanId);
  await replacePlannedPrices(db, { priceListId: list.id, dataPlanIds, now });
  const planned: PlannedPrice[] = [];
  for (const price of wanted) planned.push(await planOne(scope, { list, effectiveAt, price }));
  const after = { prices: planned.length, effectiveAt: effectiveAt.toISOString() };
  audit(scope, { action: 'price_list.prices_planned', target: list.id, before: null, after });
  await wakeJob(scope);
  return planned;
}

async function planOne(
  { db, actor, realNow }: PlanScope,
  { list, effectiveAt, price }: { list: { id: string }; effectiveAt: Date; price: WholesalePrice },
): Promise<PlannedPrice> {
  const row = {
    ...{ ...price, id: newId(), priceListId: list.id, effectiveAt },
    ...{ state: 'planned' as const, isNoticeDue: true, endedAt: null },
    createdByName: actor.name ?? 'Operator',
    createdAt: realNow,
  };
  await insertPlannedPrice(db, row);
  return found(await selectPlannedPrice(db, row.id));
}

/**
 * Cancels a planned price before it holds, and has resellers told. Throws
 * `planned_price_not_found`, and `invalid_state` if it holds already or was cancelled.
 */
export async function cancelPlannedPrice(scope: PlanScope, id: string): Promise<PlannedPrice> {
  const planned = found(await selectPlannedPrice(scope.db, id));
  const ended = { ids: [planned.id], state: 'cancelled', now: scope.realNow } as const;
  if ((await endPlannedPrices(scope.db, ended)).length === 0) {
    throw new Refusal('invalid_state', 'This price holds already, or was cancelled before.');
  }
  audit(scope, {
    action: 'price_list.planned_price_cancelled',
    target: planned.priceListId,
    before: {
      dataPlanId: planned.dataPlanId,
      wholesalePrice: toPrice(planned.wholesaleMinor),
      effectiveAt: planned.effectiveAt.toISOString(),
    },
    after: null,
  });
  await wakeJob(scope);
  return found(await selectPlannedPrice(scope.db, planned.id));
}

function found(planned: PlannedPrice | undefined): PlannedPrice {
  if (planned) return planned;
  throw new Refusal('planned_price_not_found', 'No planned price has this ID.');
}

function wakeJob({ db }: Pick<Scope, 'db'>): Promise<void> {
  return enqueueJob(db, { task: PLANNED_PRICES_TASK, payload: {}, jobKey: 'planned-prices-now' });
}
