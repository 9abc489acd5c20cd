import type {
  ChoiceReason,
  LeasedOrder,
  SourceChoice,
} from '../../connectivity/carrier-orders/index.ts';
import {
  type CallEnd,
  type Cost,
  estimateFreeCounts,
  type Offer,
  type OrderingCarrier,
  SANDBOX_CARRIER,
} from '../../connectivity/carriers/index.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { PlanSource, PlanWithCosts } from '../catalog/index.ts';
import { stopsOrders } from '../routing/index.ts';
import { givesTerms, priceInUsd, toCents } from '../supplier-catalogues/index.ts';
import type { OrderingParts } from './ordering-parts.ts';

/** A source that the order goes to, with its present price. */
export type Chosen = {
  carrier: OrderingCarrier;
  item: string;
  cost: Cost;
  choices: readonly SourceChoice[];
};

/** A source whose eSIMs are in stock: nothing is sent there. */
export type InStock = { stock: string; item: string; choices: readonly SourceChoice[] };

/** What keeps an order from all of its sources; `waitsMs` if a later try may find one. */
export type NoSource = {
  skipped: readonly Skip[];
  waitsMs: number | null;
  choices: readonly SourceChoice[];
};

/** A source of the plan, and why it stands where it does. */
export type SortedSource = Pick<PlanSource, 'carrier' | 'item'> & {
  reason: ChoiceReason;
  /** Why the price by which it would stand is not known. */
  unpriced?: Unpriced;
};

export type Unpriced = { reason: 'failing' | 'no_price'; detail: string };

type Skip = { reason: ChoiceReason; detail: string; inMs?: number };
type Tried = { carrier: OrderingCarrier; cost: Cost } | { stock: string } | Skip;

/** More sources without a price are not asked in one step, which must end within its lease. */
const MOST_UNPRICED = 2;
const ASK_AGAIN_MS = 1_000;

type Question = {
  order: LeasedOrder;
  plan: PlanWithCosts;
  sources: readonly SortedSource[];
  /** The carriers of the eSIMs that a top-up may go to. */
  holds: readonly string[];
};

/**
 * Chooses the first source that can be ordered from: its carrier answers, our balance there pays
 * the item, and the item is offered on the plan's terms and not above its cost. A carrier that
 * fails is skipped while another source is left, and is the last resort otherwise. A source that
 * refused the order before is out.
 */
export async function chooseSource(
  parts: OrderingParts,
  { order, plan, sources, holds }: Question,
): Promise<Chosen | InStock | NoSource> {
  const at = parts.now().toISOString();
  const choices = [...order.choices];
  const note = (
    { carrier, item }: SortedSource,
    of: Pick<SourceChoice, 'outcome' | 'reason' | 'detail'>,
  ) => addChoice(choices, { carrier, item, ...of, at });
  const skipped: Skip[] = [];
  const failing: SortedSource[] = [];
  const isOut = hasOutcome(order, 'refused');
  const left = sources.filter((source) => !isOut(source));

  function noteUnpriced(chosen: SortedSource): void {
    for (const source of left) {
      const { unpriced } = source;
      if (source !== chosen && unpriced) note(source, { outcome: 'skipped', ...unpriced });
    }
  }

  async function take(source: SortedSource, reason: ChoiceReason) {
    const tried = await trySource(parts, source, { order, plan, holds });
    if (!('reason' in tried)) {
      // It may be dearer than one whose price is not known.
      noteUnpriced(source);
      note(source, { outcome: 'chosen', reason, detail: null });
      return { ...tried, item: source.item, choices };
    }
    note(source, { outcome: 'skipped', reason: tried.reason, detail: tried.detail });
    skipped.push(tried);
    return undefined;
  }
  const isPatient = () => skipped.filter(({ inMs }) => inMs !== undefined).length < MOST_UNPRICED;

  for (const source of left) {
    const detail = await failureOf(parts, { order, plan, source });
    if (detail !== null && left.length > 1) {
      note(source, { outcome: 'skipped', reason: 'failing', detail });
      failing.push(source);
      continue;
    }
    const chosen =
      isPatient() && (await take(source, detail === null ? source.reason : 'last_resort'));
    if (chosen) return chosen;
  }
  for (const source of failing) {
    const chosen = isPatient() && (await take(source, 'last_resort'));
    if (chosen) return chosen;
  }
  const waits = skipped.flatMap(({ inMs }) => inMs ?? []);
  return { skipped, waitsMs: waits.length > 0 ? Math.min(...waits) : null, choices };
}

/** Returns the test for sources that had this outcome for the order before. */
export function hasOutcome(
  { choices }: Pick<LeasedOrder, 'choices'>,
  outcome: SourceChoice['outcome'],
): (source: { carrier: string }) => boolean {
  const carriers = new Set(
    choices.filter((choice) => choice.outcome === outcome).map(({ carrier }) => carrier),
  );
  return ({ carrier }) => carriers.has(carrier);
}

/** Adds a choice unless the same one was made before: a retry tells nothing new. */
export function addChoice(choices: SourceChoice[], choice: SourceChoice): void {
  const { carrier, outcome, reason } = choice;
  const isKnown = choices.some(
    (one) => one.carrier === carrier && one.outcome === outcome && one.reason === reason,
  );
  if (!isKnown) choices.push(choice);
}

/** Returns why the carrier is taken to fail now; null if it is not. */
async function failureOf(
  { standings }: OrderingParts,
  of: { order: LeasedOrder; plan: PlanWithCosts; source: SortedSource },
): Promise<string | null> {
  const { carrier } = of.source;
  if (hasOutcome(of.order, 'failed')(of.source)) return 'It failed for this order before.';
  const standing = await standings.of(carrier);
  const there = standing?.countrySets.find(({ countrySet }) => countrySet === of.plan.countrySet);
  const broken = [standing, there].find((health) => health && health.breaker.state !== 'closed');
  if (!broken) return null;
  if (broken.breaker.state === 'half_open' && standings.mayTry(carrier)) return null;
  return broken.lastFailure ?? 'Its calls fail.';
}

async function trySource(
  { db, carriers, quotes, standings, now }: OrderingParts,
  source: SortedSource,
  { order, plan, holds }: Omit<Question, 'sources'>,
): Promise<Tried> {
  const carrier = carriers.get(source.carrier);
  if (!carrier) return tryStock(db, source.carrier, holds);
  const account = (await standings.of(carrier.name))?.account;
  // What may have been bought is looked for, whatever is left.
  const isStopped = (cost?: Cost) =>
    order.attempts === 0 && account && stopsOrders(account, { now: now(), cost });
  const unfunded: Skip = {
    reason: 'unfunded',
    detail: `The balance at ${carrier.name} does not pay the order.`,
  };
  if (isStopped()) return unfunded;
  const end = await quotes.of(carrier, source.item);
  if (end.end === 'retry_later' || end.end === 'unknown') return unpriced(end);
  // The carrier alone knows whether it has what was sent before: it is sent as it was.
  const kept = keptCost(order);
  if (end.end === 'refused') return kept ? { carrier, cost: kept } : unpriced(end);
  const { cost } = end.value;
  if (isStopped(cost)) return unfunded;
  if (!kept && !givesTerms(plan, end.value)) {
    const detail = `${source.item} gives data on other terms than the plan.`;
    return { reason: 'other_terms', detail };
  }
  const { costMinor } = plan;
  const usd = await priceInUsd(db, { ...source, cost, at: now() });
  if (costMinor !== null && usd !== undefined && toCents(usd) > costMinor) {
    const detail = `${source.item} costs ${toCents(usd)} cents, more than the plan's cost.`;
    return kept ? { carrier, cost: kept } : { reason: 'price_changed', detail };
  }
  return { carrier, cost };
}

/** A carrier that is not called has what was imported for it; a top-up there needs no call. */
async function tryStock(db: Queryable, carrier: string, holds: readonly string[]): Promise<Tried> {
  if (holds.includes(carrier)) return { stock: carrier };
  const counts = carrier === SANDBOX_CARRIER ? [] : await estimateFreeCounts(db);
  if (counts.some((one) => one.carrier === carrier && one.free > 0)) return { stock: carrier };
  return { reason: 'not_set_up', detail: `${carrier} is not set up, and has no eSIM in stock.` };
}

/** Returns the price at which the order was sent before; undefined if it was not. */
function keptCost({ attempts, costTenThousandths, costCurrency }: LeasedOrder): Cost | undefined {
  if (attempts === 0 || costTenThousandths === null || costCurrency === null) return undefined;
  return { tenThousandths: costTenThousandths, currency: costCurrency };
}

function unpriced(end: Exclude<CallEnd<Offer>, { end: 'done' }>): Tried {
  if (end.end === 'refused') return { reason: end.code, detail: end.detail };
  const inMs = end.end === 'retry_later' ? end.afterMs : ASK_AGAIN_MS;
  return { reason: 'no_price', detail: end.detail, inMs };
}
