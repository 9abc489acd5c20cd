import { describe, expect, it } from 'vitest';
import type { Offer } from '../../connectivity/carriers/index.ts';
import { dailyTerms, unlimitedTerms } from '../../connectivity/carriers/index.ts';
import type { KnownItem } from './catalogue-run.ts';
import { draftLines, type Known } from './draft-lines.ts';
import { convertCost, toCents } from './exchange-rate.ts';
import { countriesKey, newCountrySet, nominalSize, openPlanBook, termsKey } from './match-plan.ts';

const GIGABYTE = 1_073_741_824n;

const anOffer = (more: Partial<Offer> = {}): Offer => ({
  ...{ item: 'AT1', aliases: [], name: 'Austria', dataBytes: GIGABYTE, validityDays: 7 },
  ...{ countries: ['AT'], canTopUp: true, networks: [], dataTerms: null },
  cost: { tenThousandths: 5_300n, currency: 'USD' },
  ...more,
});
const aKnownItem = (more: Partial<KnownItem> = {}): KnownItem => ({
  ...{ item: 'AT1', name: 'Austria', dataBytes: GIGABYTE, validityDays: 7, countries: ['AT'] },
  ...{ networks: [], dataTerms: null, dataPlanId: 'plan', dismissedAt: null, goneAt: null },
  usdTenThousandths: 5_300n,
  ...more,
});
const knownOf = (items: readonly KnownItem[] = []): Known => ({
  items: new Map(items.map((one) => [one.item, one])),
  book: { plans: new Map(), sources: new Map(), sets: new Map() },
  rates: new Map(),
});
const kindsOf = (offers: Offer[], known = knownOf()) =>
  draftLines(offers, known).lines.map(({ item, kind, reason }) => [item, kind, reason]);

describe('the size of a plan', () => {
  it('is the same however a supplier counts its gigabytes', () => {
    const sizes = [GIGABYTE, 1_000_000_000n, 1_024_000_000n, 1_000n * 1_048_576n];
    expect(sizes.map(nominalSize)).toEqual(sizes.map(() => ({ sizeValue: 1, sizeUnit: 'GB' })));
    expect(nominalSize(500_000_000n)).toEqual({ sizeValue: 500, sizeUnit: 'MB' });
    expect(nominalSize(20n * GIGABYTE)).toEqual({ sizeValue: 20, sizeUnit: 'GB' });
  });

  it('makes terms equal together with validity and countries in any order', () => {
    const of = { countries: ['DE', 'AT'], dataTerms: null };
    const terms = { dataBytes: GIGABYTE, validityDays: 7, ...of };
    const key = termsKey(terms);
    expect(termsKey({ ...terms, dataBytes: 1_000_000_000n, countries: ['AT', 'DE'] })).toBe(key);
    const others = [{ dataBytes: 2n * GIGABYTE }, { validityDays: 8 }, { countries: ['AT'] }];
    for (const other of others) expect(termsKey({ ...terms, ...other })).not.toBe(key);
  });

  it('differs by the day, without a limit and in all, however equal the sizes are', () => {
    const single = { ...{ validityDays: 7, countries: ['AT'] }, dataTerms: null };
    const ofWeek = { ...single, dataBytes: 7n * GIGABYTE };
    const daily = { ...ofWeek, dataTerms: dailyTerms(1_000_000_000) };
    const slow = { bytes: 1_000_000_000, period: 'day', speedKbps: 384 } as const;
    const keys = [
      ofWeek,
      daily,
      { ...daily, dataTerms: { ...daily.dataTerms, dayZone: 'Europe/Vienna' } },
      { ...daily, dataTerms: dailyTerms(2_000_000_000) },
      { ...ofWeek, dataTerms: unlimitedTerms(null) },
      { ...ofWeek, dataTerms: unlimitedTerms(slow) },
      { ...ofWeek, dataTerms: unlimitedTerms({ ...slow, period: 'total' }) },
      { ...ofWeek, dataTerms: unlimitedTerms({ ...slow, speedKbps: 512 }) },
    ].map(termsKey);
    expect(new Set(keys).size).toBe(keys.length);
    expect(termsKey({ ...daily, dataTerms: dailyTerms(Number(GIGABYTE)) })).toBe(keys[1]);
    const nominal = { ...daily, dataBytes: 7_000_000_000n };
    expect(termsKey(nominal)).toBe(keys[1]);
  });

  it('gives the same countries the same new country set', () => {
    const now = new Date();
    const codes = ['FR', 'AT', 'IT', 'DE'];
    const set = newCountrySet(codes, now);
    expect(set).toMatchObject({ name: '4 countries (AT, DE, FR, …)', kind: 'region' });
    expect(newCountrySet(codes.toReversed(), now)).toEqual(set);
    expect(countriesKey(set.countries)).toBe('AT DE FR IT');
  });
});

describe('the plans that items can join', () => {
  it('are for sale, have days, and are ordered', () => {
    const size = { sizeValue: 1, sizeUnit: 'GB', validityDays: 7 } as const;
    const of = { name: 'Austria', countrySet: 'AT', carrier: 'esim-go', retiredAt: null };
    const money = { wholesaleMinor: 200n, costMinor: null, createdAt: new Date(0) };
    const plan = { ...size, ...of, ...money, dataTerms: null, id: 'plan' };
    const sets = [newCountrySet(['AT'], new Date(0))].map((set) => ({ ...set, code: 'AT' }));
    const idsOf = (given: { carrier?: string; validityDays?: null }) => {
      const plans = [{ ...plan, ...given }];
      const book = openPlanBook({ plans, sets, sources: [], carriers: ['esim-go'] });
      return [...book.plans.values()].map(({ id }) => id);
    };
    expect(idsOf({})).toEqual(['plan']);
    expect(idsOf({ validityDays: null })).toEqual([]);
    expect(idsOf({ carrier: 'sandbox' })).toEqual([]);
  });
});

describe('a price in another currency', () => {
  const rates = new Map([
    ['EUR', { currency: 'EUR', validFrom: '2026-04-01', usdMillionths: 1_084_200n }],
  ]);

  it('is converted by its rate, which is kept with it, and rounded up', () => {
    const cost = { tenThousandths: 13_700n, currency: 'EUR' };
    expect(convertCost(cost, rates)).toEqual({
      ...{ ...cost, usdTenThousandths: 14_854n },
      rate: { validFrom: '2026-04-01', usdMillionths: 1_084_200n },
    });
    expect(toCents(14_854n)).toBe(149n);
    expect(convertCost({ ...cost, currency: 'GBP' }, rates)).toBeUndefined();
  });
});

describe('a draft', () => {
  it('has a line for what is new, gone, dearer, cheaper, back or of other terms', () => {
    const known = knownOf([
      aKnownItem({ item: 'same', countries: ['FR'] }),
      aKnownItem({ item: 'up', countries: ['DE'] }),
      aKnownItem({ item: 'down', countries: ['IT'] }),
      aKnownItem({ item: 'gone', countries: ['ES'] }),
      aKnownItem({ item: 'back', countries: ['PT'], goneAt: new Date() }),
      aKnownItem({ item: 'terms', countries: ['NL'] }),
    ]);
    const cost = (tenThousandths: bigint) => ({ cost: { tenThousandths, currency: 'USD' } });
    const offers = [
      anOffer({ item: 'same', countries: ['FR'] }),
      anOffer({ item: 'up', countries: ['DE'], ...cost(5_301n) }),
      anOffer({ item: 'down', countries: ['IT'], ...cost(5_299n) }),
      anOffer({ item: 'back', countries: ['PT'] }),
      anOffer({ item: 'terms', countries: ['NL'], validityDays: 30 }),
      anOffer({ item: 'new', countries: ['AT'] }),
    ];
    const draft = draftLines(offers, known);
    const kinds = Object.fromEntries(draft.lines.map(({ item, kind }) => [item, kind]));
    expect(kinds).toEqual({
      ...{ gone: 'gone', up: 'price_up', down: 'price_down', back: 'back' },
      ...{ terms: 'changed', new: 'new' },
    });
    expect([draft.unchanged, draft.hasManyGone]).toEqual([1, false]);
    expect(draftLines([], known).hasManyGone).toBe(true);
  });

  it('refuses what no plan can have, each with its reason', () => {
    const wrong: [Partial<Offer>, string][] = [
      [{ dataBytes: null }, 'no_size'],
      [{ dataBytes: null, dataTerms: 'unclear' }, 'unclear_terms'],
      [{ dataTerms: dailyTerms(10), dataBytes: 70n * GIGABYTE }, 'no_size'],
      [{ dataTerms: unlimitedTerms(null), validityDays: 367 }, 'no_validity'],
      [{ dataBytes: 0n }, 'no_size'],
      [{ dataBytes: 10n ** 30n }, 'no_size'],
      [{ validityDays: null }, 'no_validity'],
      [{ validityDays: 1.5 }, 'no_validity'],
      [{ validityDays: 4_000 }, 'no_validity'],
      [{ countries: [] }, 'no_countries'],
      [{ countries: ['AT', 'Europe'] }, 'no_countries'],
      [{ cost: { tenThousandths: 1n, currency: 'EUR' } }, 'no_rate'],
      [{ cost: { tenThousandths: 10n ** 14n, currency: 'USD' } }, 'price_too_high'],
      [{ item: 'x'.repeat(101) }, 'code_too_long'],
    ];
    for (const [more, reason] of wrong) {
      const offer = anOffer(more);
      expect(kindsOf([offer])).toEqual([[offer.item, 'refused', reason]]);
    }
  });

  it('takes a code once, unless its terms or prices contradict each other', () => {
    const twice = [anOffer(), anOffer({ name: 'Austria again' })];
    expect(kindsOf(twice)).toEqual([['AT1', 'new', null]]);
    const dearer = anOffer({ cost: { tenThousandths: 9_900n, currency: 'USD' } });
    expect(kindsOf([anOffer(), dearer])).toEqual([['AT1', 'refused', 'code_twice']]);
    expect(kindsOf([anOffer(), dearer], knownOf([aKnownItem()]))).toHaveLength(1);
  });

  it('takes the cheapest of several items with the same terms', () => {
    const offers = [
      anOffer({ item: 'dear', cost: { tenThousandths: 6_000n, currency: 'USD' } }),
      anOffer({ item: 'cheap' }),
    ];
    expect(kindsOf(offers)).toEqual([
      ['cheap', 'new', null],
      ['dear', 'refused', 'plan_has_item'],
    ]);
  });

  it('puts a new code in the place of one that is gone, and of another code of the item', () => {
    const known = knownOf([aKnownItem({ item: 'old' })]);
    const offer = anOffer({ item: 'next', aliases: ['slug'] });
    known.book.plans.set(termsKey({ ...aKnownItem(), dataBytes: GIGABYTE, validityDays: 7 }), {
      ...{ id: 'plan', name: 'Austria' },
    });
    known.book.sources.set('plan', { item: 'old', isOff: false });
    expect(kindsOf([offer], known)).toEqual([
      ['old', 'gone', null],
      ['next', 'new', null],
    ]);
    const others = { ...known, items: new Map() };
    known.book.sources.set('plan', { item: 'slug', isOff: false });
    expect(kindsOf([offer], others)).toEqual([['next', 'new', null]]);
    known.book.sources.set('plan', { item: 'another', isOff: false });
    expect(kindsOf([offer], others)).toEqual([['next', 'refused', 'plan_has_item']]);
  });

  it('leaves dismissed items alone, whatever becomes of them', () => {
    const known = knownOf([
      aKnownItem({ dataPlanId: null, dismissedAt: new Date(), usdTenThousandths: null }),
    ]);
    expect(kindsOf([anOffer({ validityDays: 30 })], known)).toEqual([]);
    expect(kindsOf([], known)).toEqual([]);
  });
});
