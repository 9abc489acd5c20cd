import { createHash } from 'node:crypto';
import type { Offer } from '../../connectivity/carriers/index.ts';
import { MEGABYTE, type Size, toBytes } from '../../kernel/data-size.ts';
import type { DataTerms } from '../../kernel/data-terms.ts';
import {
  type CountrySet,
  type ImportedSource,
  type ListedPlan,
  type StoredCountrySet,
  toRegion,
} from '../catalog/index.ts';

/** The plans of ours by what they contain, and their items at one carrier. */
export type PlanBook = {
  /** By `termsKey`: the oldest plan for sale that is ordered from carriers. */
  plans: Map<string, { id: string; name: string }>;
  /** By the ID of the plan. */
  sources: Map<string, { item: string; isOff: boolean }>;
  /** The codes of country sets by their countries. */
  sets: Map<string, string>;
};

type Terms = {
  /** Of all days; of no matter for unlimited data. */
  dataBytes: bigint;
  validityDays: number;
  countries: readonly string[];
  /** Null for a single amount. */
  dataTerms: DataTerms | null;
};

/**
 * Returns the same text for terms that match: the size as it is sold, by the day or in all,
 * validity and countries.
 */
export function termsKey({ validityDays, countries, ...data }: Terms): string {
  return `${dataKey(data)}, ${validityDays} days, ${countriesKey(countries)}`;
}

function dataKey({ dataBytes, dataTerms: terms }: Pick<Terms, 'dataBytes' | 'dataTerms'>): string {
  if (terms === null) return sizeKey(dataBytes);
  const { dataType, dailyBytes, dayZone, fairUse } = terms;
  const size = dailyBytes ?? (dataType === 'total' ? dataBytes : 0n);
  const limit =
    fairUse && `${sizeKey(BigInt(fairUse.bytes))} ${fairUse.period} ${fairUse.speedKbps}`;
  return [dataType, sizeKey(BigInt(size)), dayZone, limit].join(' ');
}

function sizeKey(bytes: bigint): string {
  const { sizeValue, sizeUnit } = nominalSize(bytes);
  return `${sizeValue} ${sizeUnit}`;
}

/** Returns terms without those that nobody can read: an item with such is refused. */
export function readable(terms: Offer['dataTerms']): DataTerms | null {
  return terms === 'unclear' ? null : terms;
}

const DECIMAL_MEGABYTE = 1_000_000n;

/**
 * Returns the size as it is sold: suppliers count a gigabyte as 1,000 or 1,024 megabytes of
 * 1,000,000 or 1,048,576 bytes, and all of them are 1 GB.
 */
export function nominalSize(dataBytes: bigint): Size {
  const unit = dataBytes % MEGABYTE === 0n ? MEGABYTE : DECIMAL_MEGABYTE;
  const megabytes = (dataBytes + unit / 2n) / unit;
  const gigabyte = [1024n, 1000n].find((size) => megabytes % size === 0n);
  if (gigabyte === undefined) return { sizeValue: Number(megabytes), sizeUnit: 'MB' };
  return { sizeValue: Number(megabytes / gigabyte), sizeUnit: 'GB' };
}

/** Puts plans, their sources at a carrier and the country sets in order for matching. */
export function openPlanBook(of: {
  plans: readonly ListedPlan[];
  sets: readonly StoredCountrySet[];
  sources: readonly (ImportedSource & { offSince: Date | null })[];
  /** The carriers that are ordered from. */
  carriers: readonly string[];
}): PlanBook {
  const countriesOf = new Map(of.sets.map((set) => [set.code, set.countries]));
  const book: PlanBook = { plans: new Map(), sources: new Map(), sets: new Map() };
  for (const { dataPlanId, item, offSince } of of.sources) {
    book.sources.set(dataPlanId, { item, isOff: offSince !== null });
  }
  const eldest = of.plans.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  for (const { id, name, validityDays, ...plan } of eldest) {
    const isOrdered = of.carriers.includes(plan.carrier);
    if (plan.retiredAt !== null || validityDays === null || !isOrdered) continue;
    const countries = countriesOf.get(plan.countrySet) ?? [];
    const dataTerms = plan.dataTerms ?? null;
    const key = termsKey({ dataBytes: toBytes(plan), validityDays, countries, dataTerms });
    if (!book.plans.has(key)) book.plans.set(key, { id, name });
  }
  for (const { code, countries, retiredAt } of of.sets) {
    const key = countriesKey(countries);
    if (retiredAt === null && !book.sets.has(key)) book.sets.set(key, code);
  }
  return book;
}

export function countriesKey(countries: readonly string[]): string {
  return countries.toSorted().join(' ');
}

const NAMED = 3;

/** Returns a country set for countries that no set has; always the same one for the same. */
export function newCountrySet(countries: readonly string[], now: Date): StoredCountrySet {
  const hash = createHash('sha256').update(countriesKey(countries)).digest('hex');
  const some = countries.toSorted().slice(0, NAMED).join(', ');
  const more = countries.length > NAMED ? ', …' : '';
  const name: CountrySet['name'] = `${countries.length} countries (${some}${more})`;
  const code = `SET_${hash.slice(0, 8).toUpperCase()}`;
  return toRegion({ code, name, countries: [...countries] }, now);
}
