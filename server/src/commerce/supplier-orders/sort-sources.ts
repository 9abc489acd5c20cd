import type { LeasedOrder } from '../../connectivity/carrier-orders/index.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { readPackage } from '../activations/index.ts';
import { findCountrySet, type PlanWithCosts } from '../catalog/index.ts';
import { orderSources } from '../routing/index.ts';
import { priceInUsd } from '../supplier-catalogues/index.ts';
import type { SortedSource } from './choose-source.ts';
import type { OrderingParts } from './ordering-parts.ts';

type Question = {
  order: LeasedOrder;
  plan: PlanWithCosts;
  /** The carrier of the eSIM that is topped up. */
  ofEsim: string | null;
};

/**
 * Returns the sources of an order in the order in which they are tried: by the policy of its plan,
 * after the one that can top up the customer's eSIM. An order that may be at a carrier already has
 * that one source, also if the plan names it no longer.
 */
export async function sortSources(
  parts: OrderingParts,
  { order, plan, ofEsim }: Question,
): Promise<SortedSource[]> {
  if (order.attempts > 0 && order.item !== null) {
    return [{ carrier: order.carrier, item: order.item, reason: 'same_order' }];
  }
  const { sourcePolicy: policy } = plan;
  const sorted = orderSources({
    policy,
    sources: plan.sources.filter(({ offSince }) => offSince === null),
    preferred: plan.carrier,
    orderId: order.id,
    costs: policy === 'cheapest' ? await readCosts(parts, plan) : new Map(),
    country: policy === 'by_country' ? await findCountry(parts.db, { order, plan }) : null,
  });
  const own = sorted.filter(({ carrier }) => carrier === ofEsim);
  const others = sorted.filter(({ carrier }) => carrier !== ofEsim);
  return [...own.map((source) => ({ ...source, reason: 'has_esim' as const })), ...others];
}

/** Returns the present prices in dollars by carrier; a carrier that fails is not asked. */
async function readCosts(
  { db, carriers, quotes, standings, now }: OrderingParts,
  { sources }: PlanWithCosts,
): Promise<Map<string, bigint>> {
  const costs = await Promise.all(
    sources.map(async ({ carrier: name, item }) => {
      const carrier = carriers.get(name);
      const isDown = (await standings.of(name))?.breaker.state === 'open';
      const end = carrier && !isDown ? await quotes.of(carrier, item) : undefined;
      if (end?.end !== 'done') return [];
      const usd = await priceInUsd(db, { carrier: name, item, cost: end.value.cost, at: now() });
      return usd === undefined ? [] : [[name, usd] as const];
    }),
  );
  return new Map(costs.flat());
}

/** Returns the country that the sale names if the plan covers it, or the plan's only country. */
async function findCountry(
  db: Queryable,
  { order, plan }: Pick<Question, 'order' | 'plan'>,
): Promise<string | null> {
  const { accountId, activatedItemId } = order;
  const { userCountry } = await readPackage({ db, accountId }, activatedItemId);
  const { countries } = await findCountrySet(db, plan.countrySet);
  if (userCountry !== null && countries.includes(userCountry)) return userCountry;
  return countries.length === 1 ? (countries[0] ?? null) : null;
}
