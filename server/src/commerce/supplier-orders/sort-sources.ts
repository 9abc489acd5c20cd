import type { LeasedOrder } from '../../connectivity/carrier-orders/index.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { readPackage } from '../activations/index.ts';
import { findCountrySet, type PlanSource, type PlanWithCosts } from '../catalog/index.ts';
import { orderSources } from '../routing/index.ts';
import { priceInUsd } from '../supplier-catalogues/index.ts';
import type { SortedSource, Unpriced } from './choose-source.ts';
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
  const prices = policy === 'cheapest' ? await readPrices(parts, plan) : [];
  const sorted = orderSources({
    policy,
    sources: plan.sources.filter(({ offSince }) => offSince === null),
    preferred: plan.carrier,
    orderId: order.id,
    costs: new Map(prices.flatMap(({ carrier, usd }) => (usd === null ? [] : [[carrier, usd]]))),
    country: policy === 'by_country' ? await findCountry(parts.db, { order, plan }) : null,
  });
  const noted = sorted.map(({ carrier, item, reason }) => {
    const price = prices.find((one) => one.carrier === carrier);
    return { carrier, item, reason, ...(price?.unpriced && { unpriced: price.unpriced }) };
  });
  const own = noted.filter(({ carrier }) => carrier === ofEsim);
  const others = noted.filter(({ carrier }) => carrier !== ofEsim);
  return [...own.map((source) => ({ ...source, reason: 'has_esim' as const })), ...others];
}

/** A present price in dollars, or why it is not known; neither for what is in stock. */
type Price = { carrier: string; usd: bigint | null; unpriced?: Unpriced };

/** Returns the present prices; a carrier that fails is not asked. */
function readPrices(parts: OrderingParts, { sources }: PlanWithCosts): Promise<Price[]> {
  const isOn = ({ offSince }: PlanSource) => offSince === null;
  return Promise.all(sources.filter(isOn).map((source) => readPrice(parts, source)));
}

async function readPrice(
  { db, carriers, quotes, standings, now }: OrderingParts,
  { carrier: name, item }: PlanSource,
): Promise<Price> {
  const unpriced = (reason: Unpriced['reason'], detail: string) => ({
    ...{ carrier: name, usd: null },
    unpriced: { reason, detail },
  });
  const carrier = carriers.get(name);
  if (!carrier) return { carrier: name, usd: null };
  const standing = await standings.of(name);
  if (standing?.breaker.state === 'open') {
    return unpriced('failing', standing.lastFailure ?? 'Its calls fail.');
  }
  const end = await quotes.of(carrier, item);
  if (end.end !== 'done') return unpriced('no_price', end.detail);
  const { cost } = end.value;
  const usd = await priceInUsd(db, { carrier: name, item, cost, at: now() });
  if (usd !== undefined) return { carrier: name, usd };
  return unpriced('no_price', `Its price is in ${cost.currency}, which has no rate.`);
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
