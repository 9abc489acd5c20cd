import { describe, expect, it } from 'vitest';
import { buildCatalogue, toFile } from '../../../../tools/build-catalogue.ts';
import { toBytes } from '../../kernel/data-size.ts';
import { isUuid } from '../../kernel/ids.ts';
import { readAsset } from './asset.ts';
import { type DataPlan, demonstration } from './index.ts';

const { catalogue, offers } = demonstration();
const { countrySets, dataPlans, prices } = catalogue;
const wholesaleOf = new Map(prices.map((price) => [price.dataPlanId, price.wholesaleMinor]));
const planOf = new Map(dataPlans.map((plan) => [plan.id, plan]));

describe('the demonstration catalogue', () => {
  it('the demonstration catalogue is the result of its script', () => {
    expect(readAsset('demo-catalogue.json').toString('utf8')).toBe(toFile(buildCatalogue()));
  });

  it('the demonstration catalogue has at least 500 plans with unique IDs and names', () => {
    expect(dataPlans.length).toBeGreaterThanOrEqual(500);
    expect(new Set(dataPlans.map((plan) => plan.id)).size).toBe(dataPlans.length);
    expect(new Set(dataPlans.map((plan) => plan.name)).size).toBe(dataPlans.length);
    expect(dataPlans.every((plan) => isUuid(plan.id))).toBe(true);
  });

  it('the demonstration catalogue gives its plans the same IDs in every build', () => {
    const worldwide = dataPlans.find((plan) => plan.name === 'eSIM Worldwide 1 GB');
    expect(worldwide?.id).toBe('b6d45551-ae83-53cc-a06d-e0462b27d75e');
  });

  it('the demonstration catalogue sells 50 MB to 1 TB, for a day to a year or without end', () => {
    const sizes = dataPlans.map((plan) => toBytes(plan));
    const days = dataPlans.map((plan) => plan.validityDays);
    const bounded = days.filter((count) => count !== null);
    expect(sizes).toContain(toBytes({ sizeValue: 50, sizeUnit: 'MB' }));
    expect(sizes).toContain(toBytes({ sizeValue: 1, sizeUnit: 'TB' }));
    expect([Math.min(...bounded), Math.max(...bounded)]).toEqual([1, 365]);
    expect(days).toContain(null);
  });

  it('the demonstration catalogue has plans for every country set and for no other', () => {
    const codes = new Set(countrySets.map((set) => set.code));
    expect(new Set(dataPlans.map((plan) => plan.countrySet))).toEqual(codes);
  });

  it('the demonstration catalogue takes nearly all of its plans from the simulated carrier', () => {
    const others = dataPlans.filter((plan) => plan.carrier !== 'sandbox');
    expect(others.length / dataPlans.length).toBeLessThan(0.02);
  });

  it('the demonstration catalogue charges more for more data or a longer validity', () => {
    const lasts = (plan: DataPlan) => plan.validityDays ?? Number.POSITIVE_INFINITY;
    for (const small of dataPlans) {
      const larger = dataPlans.filter(
        (plan) =>
          plan.countrySet === small.countrySet &&
          plan.id !== small.id &&
          toBytes(plan) >= toBytes(small) &&
          lasts(plan) >= lasts(small),
      );
      for (const plan of larger) {
        expect(wholesaleOf.get(plan.id)).toBeGreaterThan(Number(wholesaleOf.get(small.id)));
      }
    }
  });
});

describe('the demonstration offers', () => {
  it('the demonstration offers are at least 60 plans: worldwide, regions and single countries', () => {
    expect(offers.length).toBeGreaterThanOrEqual(60);
    const kindOf = new Map(countrySets.map((set) => [set.code, set.kind]));
    const kinds = offers.map((offer) => kindOf.get(planOf.get(offer.dataPlanId)?.countrySet ?? ''));
    expect(new Set(kinds)).toEqual(new Set(['worldwide', 'region', 'country']));
  });

  it('the demonstration offers name each plan once, under IDs of their own', () => {
    expect(new Set(offers.map((offer) => offer.id)).size).toBe(offers.length);
    expect(new Set(offers.map((offer) => offer.dataPlanId)).size).toBe(offers.length);
    expect(offers.every((offer) => isUuid(offer.id) && !planOf.has(offer.id))).toBe(true);
  });

  it('the demonstration offers have a margin for the reseller', () => {
    for (const { dataPlanId, retailMinor } of offers) {
      expect(retailMinor).toBeGreaterThan(Number(wholesaleOf.get(dataPlanId)));
    }
  });

  it('the demonstration offers include eSIM Worldwide 1 GB and one item that is not for sale', () => {
    const worldwide = offers.find(
      (offer) => planOf.get(offer.dataPlanId)?.name === 'eSIM Worldwide 1 GB',
    );
    expect(worldwide).toMatchObject({ active: true, retailMinor: 949n });
    expect(offers.filter((offer) => !offer.active)).toHaveLength(1);
  });
});
