import { toCountryCode } from '../../../kernel/country-code.ts';
import { askAgain } from '../ordering/ask-again.ts';
import { type CallEnd, done, refused } from '../ordering/call-end.ts';
import { member, numberOf, textOf } from '../ordering/carrier-json.ts';
import { readFairUse, unlimitedTerms } from '../ordering/offered-terms.ts';
import type { Cost, Offer, OfferedNetwork } from '../ordering/ordering-carrier.ts';
import type { AiraloApi } from './api.ts';

const MEGABYTE = 1_000_000;
const PAGE_SIZE = 1_000;
const MOST_PAGES = 20;
/** The supplier advises a full list once an hour, and limits how often it is asked for. */
const KEPT_MS = 900_000;

/** Packages with which a company in sandbox mode tries out refusals; no catalogue lists them. */
const TEST_ITEM = 'test-';

/** The supplier's catalogue: it has no way to ask for a single package. */
export type AiraloCatalogue = {
  all(): Promise<CallEnd<Offer[]>>;
  check(item: string): Promise<CallEnd<Offer>>;
  /** Returns what a package or top-up costs, by the discount of the last catalogue. */
  costOf(given: unknown): Cost | null;
};

export function createCatalogue(api: AiraloApi, now: () => Date): AiraloCatalogue {
  let discountPercent = 0;
  let kept: { offers: Promise<CallEnd<Offer[]>>; until: number } | undefined;

  async function all(): Promise<CallEnd<Offer[]>> {
    if (kept && now().getTime() < kept.until) return kept.offers;
    const offers = readAll(api, (percent) => {
      discountPercent = percent;
    });
    const own = { offers, until: now().getTime() + KEPT_MS };
    kept = own;
    const end = await own.offers;
    if (end.end !== 'done' && kept === own) kept = undefined;
    return end;
  }

  return {
    all,
    costOf: (given) => costOf(given, discountPercent),
    async check(item) {
      if (item.startsWith(TEST_ITEM)) return done(testOffer(item));
      const end = await all();
      if (end.end !== 'done') return end;
      const offer = end.value.find((one) => one.item === item);
      return offer ? done(offer) : refused('no_such_item', `There is no package ${item}.`);
    },
  };
}

/** Nothing is charged in sandbox mode, which is the only one that knows the item. */
function testOffer(item: string): Offer {
  return {
    ...{ item, aliases: [], name: item, cost: { tenThousandths: 0n, currency: 'USD' } },
    ...{ dataBytes: 1_000n * 1_000_000n, dataTerms: null, validityDays: 7 },
    ...{ countries: [], canTopUp: false, networks: [] },
  };
}

async function readAll(
  api: AiraloApi,
  noteDiscount: (percent: number) => void,
): Promise<CallEnd<Offer[]>> {
  const offers: Offer[] = [];
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const path = `/v2/packages?limit=${PAGE_SIZE}&page=${page}`;
    const end = await askAgain(() => api({ verb: 'catalogue', path, isWhole: true }));
    if (end.end !== 'done') return end;
    const data = member(end.value, 'data');
    if (typeof data !== 'object' || data === null) {
      return refused('rejected', `Page ${page} of the catalogue has no list of packages.`);
    }
    if (valuesOf(data).length === 0) return done(offers);
    const discountPercent = discountOf(end.value);
    noteDiscount(discountPercent);
    offers.push(...offersIn(data, discountPercent));
    // A page beyond the last one may be refused.
    if (page === numberOf(member(end.value, 'meta'), 'last_page')) return done(offers);
  }
  return refused('rejected', `The catalogue has more than ${MOST_PAGES} pages.`);
}

/** The list is an array on the first page and an object with numbers as keys on later ones. */
function valuesOf(given: unknown): unknown[] {
  if (Array.isArray(given)) return given;
  return typeof given === 'object' && given !== null ? Object.values(given) : [];
}

/** Returns the discount in percent that a partner has on packages without a net price. */
function discountOf(answer: unknown): number {
  const percent = numberOf(member(answer, 'pricing'), 'discount_percentage') ?? 0;
  return percent > 0 && percent < 100 ? percent : 0;
}

function offersIn(data: unknown, discountPercent: number): Offer[] {
  return valuesOf(data).flatMap((country) =>
    valuesOf(member(country, 'operators')).flatMap((operator) => {
      const listed = valuesOf(member(operator, 'countries')).flatMap(
        (one) => textOf(one, 'country_code') ?? [],
      );
      const own = textOf(country, 'country_code');
      const place = textOf(country, 'title');
      const countries = listed.length > 0 || own === null ? listed : [own];
      const canTopUp = textOf(operator, 'rechargeability') !== '0';
      const networks = valuesOf(member(operator, 'coverages')).flatMap(networksIn);
      return valuesOf(member(operator, 'packages')).flatMap(
        (one) => toOffer(one, { place, discountPercent, countries, canTopUp, networks }) ?? [],
      );
    }),
  );
}

/** A coverage names its country by a code; others are left out. */
function networksIn(coverage: unknown): OfferedNetwork[] {
  const country = toCountryCode(textOf(coverage, 'code') ?? textOf(coverage, 'name') ?? '');
  if (country === undefined) return [];
  return valuesOf(member(coverage, 'networks')).flatMap((one) => {
    const name = textOf(one, 'name');
    const technologies = valuesOf(member(one, 'types')).map(String);
    return name === null ? [] : [{ country, name, technologies }];
  });
}

type OfOperator = Pick<Offer, 'countries' | 'canTopUp' | 'networks'> & {
  /** The country or region, which the titles of packages do not name. */
  place: string | null;
  discountPercent: number;
};

/** Returns a package; undefined if it lacks what an order needs. */
function toOffer(
  given: unknown,
  { place, discountPercent, ...operator }: OfOperator,
): Offer | undefined {
  const item = textOf(given, 'id');
  const cost = costOf(given, discountPercent);
  if (item === null || cost === null) return undefined;
  const dataTerms = termsOf(given);
  const megabytes = numberOf(given, 'amount') ?? 0;
  return {
    item,
    aliases: [],
    name: [place ?? [], textOf(given, 'title') ?? item].flat().join(' '),
    cost,
    dataBytes: dataTerms === null ? BigInt(Math.round(megabytes * MEGABYTE)) : null,
    dataTerms,
    validityDays: numberOf(given, 'day'),
    ...operator,
  };
}

/**
 * Returns the terms of an unlimited package; null for a single amount. A policy of fair use is a
 * sentence: where it names no amount and speed, the terms are unclear.
 */
export function termsOf(given: unknown): Offer['dataTerms'] {
  if (member(given, 'is_unlimited') !== true) return null;
  if (member(given, 'is_fair_usage_policy') !== true) return unlimitedTerms(null);
  const fairUse = readFairUse(textOf(given, 'fair_usage_policy') ?? '');
  return fairUse ? unlimitedTerms(fairUse) : 'unclear';
}

/** Returns what a partner pays: without a net price, the price less the discount. */
function costOf(given: unknown, discountPercent: number): Cost | null {
  const net = numberOf(given, 'net_price');
  const price = numberOf(given, 'price');
  const amount = net ?? (price === null ? null : price * (1 - discountPercent / 100));
  if (amount === null) return null;
  return { tenThousandths: BigInt(Math.ceil(amount * 10_000 - 1e-6)), currency: 'USD' };
}
