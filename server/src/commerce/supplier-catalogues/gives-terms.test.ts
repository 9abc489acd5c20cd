import { expect, it } from 'vitest';
import { dailyTerms, type Offer, unlimitedTerms } from '../../connectivity/carriers/index.ts';
import type { DataTerms, FairUse } from '../../kernel/data-terms.ts';
import { givesTerms } from './gives-terms.ts';

const GIGABYTE = 1_073_741_824;
const SLOW: FairUse = { bytes: GIGABYTE, period: 'day', speedKbps: 384 };
const ofWeek = (dataTerms: DataTerms | null) => ({ dataTerms, validityDays: 7 });
const gives = (plan: DataTerms | null, offer: Offer['dataTerms'], validityDays = 7) =>
  givesTerms(ofWeek(plan), { dataTerms: offer, validityDays });

it('takes an item for a plan with the same terms, however the supplier counts gigabytes', () => {
  for (const terms of [null, dailyTerms(GIGABYTE), unlimitedTerms(null), unlimitedTerms(SLOW)]) {
    expect(gives(terms, terms)).toBe(true);
  }
  expect(gives(dailyTerms(GIGABYTE), dailyTerms(1_000_000_000))).toBe(true);
  expect(gives({ ...dailyTerms(GIGABYTE), dayZone: 'Asia/Tokyo' }, dailyTerms(GIGABYTE))).toBe(
    true,
  );
});

it('never takes an item of another type, day or number of days', () => {
  const types = [null, dailyTerms(GIGABYTE), unlimitedTerms(null)];
  for (const plan of types) {
    for (const offer of types.filter((one) => one !== plan)) {
      const isMore = plan?.dataType === 'daily' && offer?.dataType === 'unlimited';
      expect(gives(plan, offer)).toBe(isMore);
    }
  }
  expect(gives(dailyTerms(2 * GIGABYTE), dailyTerms(GIGABYTE))).toBe(false);
  expect(gives(dailyTerms(GIGABYTE), dailyTerms(GIGABYTE), 1)).toBe(false);
  expect(gives(unlimitedTerms(null), unlimitedTerms(null), 30)).toBe(false);
});

it('takes an item that becomes slower only for a plan that says so', () => {
  expect(gives(unlimitedTerms(SLOW), unlimitedTerms(null))).toBe(true);
  expect(gives(unlimitedTerms(null), unlimitedTerms(SLOW))).toBe(false);
  const worse: Partial<FairUse>[] = [{ speedKbps: 128 }, { bytes: 1_000_000 }, { period: 'total' }];
  for (const more of worse) {
    expect(gives(unlimitedTerms(SLOW), unlimitedTerms({ ...SLOW, ...more }))).toBe(false);
  }
  expect(gives(unlimitedTerms({ ...SLOW, speedKbps: 128 }), unlimitedTerms(SLOW))).toBe(true);
});

it('takes slower data after the volume of a day for a plan of that volume a day', () => {
  expect(gives(dailyTerms(GIGABYTE), unlimitedTerms(SLOW))).toBe(true);
  expect(gives(dailyTerms(2 * GIGABYTE), unlimitedTerms(SLOW))).toBe(false);
});

it('leaves unclear terms to whoever chose the item, unless the plan has one amount', () => {
  expect(gives(unlimitedTerms(null), 'unclear')).toBe(true);
  expect(gives(null, 'unclear')).toBe(false);
});
