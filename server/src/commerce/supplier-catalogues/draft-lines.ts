import type { Offer, OfferedNetwork } from '../../connectivity/carriers/index.ts';
import { toCountryCode } from '../../kernel/country-code.ts';
import { MAX_AMOUNT_MINOR } from '../../kernel/money.ts';
import { MOST_DAYS_WITH_TERMS } from '../catalog/index.ts';
import type {
  CatalogueLine,
  KnownItem,
  LineKind,
  LineReason,
  OfferedItem,
} from './catalogue-run.ts';
import { type ConvertedCost, convertCost, type ExchangeRate, toCents } from './exchange-rate.ts';
import { type PlanBook, readable, termsKey } from './match-plan.ts';

export type Known = {
  items: ReadonlyMap<string, KnownItem>;
  book: PlanBook;
  rates: ReadonlyMap<string, ExchangeRate>;
};
type Draft = {
  lines: CatalogueLine[];
  unchanged: number;
  hasManyGone: boolean;
  /** Of the items that name theirs. */
  networks: Pick<OfferedItem, 'item' | 'networks'>[];
};

/** What an offer means for us: nothing, a change, or a reason why it cannot be taken. */
type Judgement = {
  kind: LineKind | 'unchanged';
  reason: LineReason | null;
  dataPlanId: string | null;
};

/** Compares a catalogue with what was applied of the one before. */
export function draftLines(offers: readonly Offer[], known: Known): Draft {
  const { items, conflicting } = uniteOffers(offers, known.rates);
  const goneItems = [...known.items.values()].filter(
    ({ item, goneAt, dismissedAt }) => goneAt === null && dismissedAt === null && !items.has(item),
  );
  const gone = new Set(goneItems.map(({ item }) => item));
  const taken = new Map<string, string>();
  const networks = [...items.values()].flatMap(({ item, networks: named }) =>
    named.length > 0 ? [{ item, networks: named }] : [],
  );
  const draft: Draft = { lines: [], unchanged: 0, hasManyGone: false, networks };
  const add = (line: Omit<CatalogueLine, 'line' | 'state'>) =>
    draft.lines.push({
      ...line,
      line: draft.lines.length + 1,
      state: line.reason === null ? 'OPEN' : 'REFUSED',
    });

  for (const { item, dataPlanId, usdTenThousandths } of goneItems) {
    const beforeUsdTenThousandths = usdTenThousandths;
    add({ item, kind: 'gone', reason: null, offer: null, beforeUsdTenThousandths, dataPlanId });
  }
  // The cheapest of several items with the same terms is the one that is taken.
  for (const offer of [...items.values()].sort(byCost)) {
    const judged = conflicting.has(offer.item)
      ? refusedFor('code_twice')
      : judgeOffer(offer, known, { gone, taken });
    const { kind, reason, dataPlanId } = judged;
    if (kind === 'unchanged') {
      draft.unchanged += 1;
      continue;
    }
    const beforeUsdTenThousandths = known.items.get(offer.item)?.usdTenThousandths ?? null;
    add({ item: offer.item, kind, reason, offer, beforeUsdTenThousandths, dataPlanId });
  }
  const live = [...known.items.values()].filter(
    ({ goneAt, dismissedAt }) => goneAt === null && dismissedAt === null,
  );
  draft.hasManyGone = gone.size * 2 > live.length;
  return draft;
}

/** Items that are gone free their plan; those that this import brings take one. */
type Import = { gone: ReadonlySet<string>; taken: Map<string, string> };

/** Returns what an offer changes. Its terms then count as taken by it. */
export function judgeOffer(
  offer: OfferedItem,
  { items, book }: Pick<Known, 'items' | 'book'>,
  { gone, taken }: Import = { gone: new Set(), taken: new Map() },
): Judgement {
  const prior = items.get(offer.item);
  if (prior?.dismissedAt) return { kind: 'unchanged', reason: null, dataPlanId: null };
  const reason = findFault(offer);
  if (reason !== undefined) return refusedFor(reason);
  const key = keyOf(offer);
  const isSame = prior !== undefined && keyOf(prior) === key;
  if (isSame && prior.dataPlanId !== null) {
    taken.set(key, offer.item);
    const { dataPlanId } = prior;
    const source = book.sources.get(dataPlanId);
    const isReplaced = source !== undefined && source.item !== offer.item && !source.isOff;
    if (prior.goneAt && isReplaced) return refusedFor('plan_has_item');
    if (prior.goneAt) return { kind: 'back', reason: null, dataPlanId };
    return { kind: kindOfPrice(offer, prior), reason: null, dataPlanId };
  }
  const plan = book.plans.get(key);
  const source = plan && book.sources.get(plan.id);
  const holder = source && !source.isOff && !gone.has(source.item) ? source.item : taken.get(key);
  const codes = [offer.item, ...offer.aliases];
  if (holder !== undefined && !codes.includes(holder)) return refusedFor('plan_has_item');
  taken.set(key, offer.item);
  return { kind: prior ? 'changed' : 'new', reason: null, dataPlanId: plan?.id ?? null };
}

function refusedFor(reason: LineReason): Judgement {
  return { kind: 'refused', reason, dataPlanId: null };
}

function kindOfPrice({ cost }: OfferedItem, prior: KnownItem): Judgement['kind'] {
  const after = cost?.usdTenThousandths ?? 0n;
  const before = prior.usdTenThousandths ?? -1n;
  if (after === before) return 'unchanged';
  return after > before ? 'price_up' : 'price_down';
}

type Terms = Pick<OfferedItem, 'dataBytes' | 'validityDays' | 'countries' | 'dataTerms'>;

/** Returns the key of terms that `findFault` let pass. */
function keyOf({ dataBytes, validityDays, countries, dataTerms }: Terms): string {
  return termsKey({
    dataBytes: dataBytes ?? 0n,
    validityDays: validityDays ?? 0,
    countries,
    dataTerms: readable(dataTerms),
  });
}

const LONGEST_CODE = 100;
const MOST_DAYS = 3650;
const SMALLEST_BYTES = 1_000_000n;

function findFault(offer: OfferedItem): LineReason | undefined {
  const { item, validityDays, countries, cost, dataTerms } = offer;
  if (item.length > LONGEST_CODE) return 'code_too_long';
  if (dataTerms === 'unclear') return 'unclear_terms';
  if (!isSized(offer)) return 'no_size';
  if (!isDays(validityDays)) return 'no_validity';
  if (dataTerms && validityDays > MOST_DAYS_WITH_TERMS) return 'no_validity';
  if (countries.length === 0) return 'no_countries';
  if (cost === null) return 'no_rate';
  return toCents(cost.usdTenThousandths) > MAX_AMOUNT_MINOR ? 'price_too_high' : undefined;
}

/** Unlimited data has no size; sizes of days are within what JSON counts exactly. */
function isSized({ dataBytes, dataTerms }: OfferedItem): boolean {
  const terms = readable(dataTerms);
  const perDay = [terms?.dailyBytes, terms?.fairUse?.bytes].flatMap((bytes) => bytes ?? []);
  if (perDay.some((bytes) => !Number.isSafeInteger(bytes) || bytes < SMALLEST_BYTES)) return false;
  if (terms?.dataType === 'unlimited') return true;
  return dataBytes !== null && dataBytes >= SMALLEST_BYTES;
}

function isDays(days: number | null): days is number {
  return days !== null && Number.isInteger(days) && days >= 1 && days <= MOST_DAYS;
}

/** Takes each item once. Suppliers list some under every country; others contradict themselves. */
function uniteOffers(offers: readonly Offer[], rates: Known['rates']) {
  const items = new Map<string, OfferedItem>();
  const conflicting = new Set<string>();
  for (const offer of offers) {
    const item = toOfferedItem(offer, rates);
    const first = items.get(item.item);
    if (first && factsOf(first) !== factsOf(item)) conflicting.add(item.item);
    if (!first) items.set(item.item, item);
  }
  return { items, conflicting };
}

function factsOf({ cost, ...offer }: OfferedItem): string {
  return [keyOf(offer), cost?.tenThousandths, cost?.currency].join(' ');
}

/** Far above every price and size, and below the largest bigint. */
const MOST_KEPT = 10n ** 17n;
const LONGEST_NAME = 255;
const LONGEST_KEPT_CODE = 500;

function toOfferedItem(offer: Offer, rates: Known['rates']): OfferedItem {
  const codes = offer.countries.map(toCountryCode);
  const isKnown = codes.every((code) => code !== undefined);
  const countries = isKnown ? [...new Set(codes as string[])].sort() : [];
  return {
    item: offer.item.slice(0, LONGEST_KEPT_CODE),
    aliases: offer.aliases,
    name: (offer.name.trim() || offer.item).slice(0, LONGEST_NAME),
    dataBytes: offer.dataBytes !== null && offer.dataBytes < MOST_KEPT ? offer.dataBytes : null,
    dataTerms: offer.dataTerms,
    validityDays: isDays(offer.validityDays) ? offer.validityDays : null,
    countries,
    networks: offer.networks.toSorted(byNetwork),
    cost: toCost(offer, rates),
  };
}

/** Returns null for what is no price, or more than can be kept. */
function toCost({ cost }: Offer, rates: Known['rates']): ConvertedCost | null {
  if (cost.tenThousandths < 0n || !/^[A-Z]{3}$/.test(cost.currency)) return null;
  const converted = convertCost(cost, rates);
  return converted && converted.usdTenThousandths < MOST_KEPT ? converted : null;
}

function byCost(a: OfferedItem, b: OfferedItem): number {
  const difference = (a.cost?.usdTenThousandths ?? 0n) - (b.cost?.usdTenThousandths ?? 0n);
  return difference === 0n ? compare(a.item, b.item) : Number(difference);
}

function byNetwork(a: OfferedNetwork, b: OfferedNetwork): number {
  return compare(a.country, b.country) || compare(a.name, b.name);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
