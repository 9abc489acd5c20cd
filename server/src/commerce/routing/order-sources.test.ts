import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlanSource } from '../catalog/index.ts';
import { orderSources } from './order-sources.ts';

const source = (carrier: string, more: Partial<PlanSource> = {}): PlanSource => ({
  carrier,
  item: `${carrier}-1gb`,
  share: null,
  countries: [],
  offSince: null,
  ...more,
});
const question = { preferred: '', orderId: 'an order', costs: new Map(), country: null };
const shown = (ordered: ReturnType<typeof orderSources>) =>
  ordered.map(({ carrier, reason }) => `${carrier} ${reason}`);

describe('the order of a plan’s sources', () => {
  const three = [source('alpine'), source('boreal'), source('coral')];

  it('begins with the carrier of the plan, and goes on as it was written', () => {
    const asked = {
      ...question,
      policy: 'preferred',
      sources: three,
      preferred: 'boreal',
    } as const;
    expect(shown(orderSources(asked))).toEqual(['boreal preferred', 'alpine next', 'coral next']);
    expect(shown(orderSources({ ...asked, preferred: 'gone' }))[0]).toBe('alpine next');
  });

  it('is that of the prices, with those that are not known last', () => {
    const costs = new Map([
      ['boreal', 9_000n],
      ['coral', 8_999n],
    ]);
    const asked = { ...question, policy: 'cheapest', sources: three, costs } as const;
    expect(shown(orderSources(asked))).toEqual(['coral cheapest', 'boreal next', 'alpine next']);
  });

  it('begins with the source for the country, then with those for any', () => {
    const sources = [
      source('alpine', { countries: ['CH', 'AT'] }),
      source('boreal'),
      source('coral', { countries: ['DE'] }),
    ];
    const asked = { ...question, policy: 'by_country', sources } as const;
    const inOrder = (country: string | null) => shown(orderSources({ ...asked, country }));
    expect(inOrder('DE')).toEqual(['coral country', 'boreal next', 'alpine next']);
    expect(inOrder('FR')).toEqual(['boreal next', 'alpine next', 'coral next']);
    expect(inOrder(null)).toEqual(inOrder('FR'));
  });
});

describe('a split by share', () => {
  const shares = fc.uniqueArray(fc.tuple(fc.string({ minLength: 1 }), fc.integer({ max: 100 })), {
    selector: ([carrier]) => carrier,
    minLength: 1,
    maxLength: 6,
  });
  const sourcesOf = (drawn: readonly (readonly [string, number])[]) =>
    drawn.map(([carrier, share]) => source(carrier, { share: Math.max(0, share) }));
  const split = (sources: readonly PlanSource[], orderId: string) =>
    orderSources({ ...question, policy: 'split', sources, orderId });

  it('has every source once, those without a share last, and is the same for an order', () => {
    fc.assert(
      fc.property(shares, fc.uuid(), (drawn, orderId) => {
        const sources = sourcesOf(drawn);
        const ordered = split(sources, orderId);
        expect(ordered.map(({ carrier }) => carrier).sort()).toEqual(
          sources.map(({ carrier }) => carrier).sort(),
        );
        const isLast = ordered.map(({ share }) => (share ? 0 : 1));
        expect(isLast).toEqual(isLast.toSorted());
        const withShare = (some: typeof ordered) => some.filter(({ share }) => share);
        expect(withShare(split(sources.toReversed(), orderId))).toMatchObject(
          withShare(ordered).map(({ carrier }) => ({ carrier })),
        );
      }),
    );
  });

  it('leaves the order of the others as it is when a source is left out', () => {
    fc.assert(
      fc.property(shares, fc.uuid(), fc.nat(), (drawn, orderId, index) => {
        const sources = sourcesOf(drawn);
        const gone = sources[index % sources.length]?.carrier;
        const isLeft = ({ carrier }: PlanSource) => carrier !== gone;
        const names = (some: readonly PlanSource[]) => some.map(({ carrier }) => carrier);
        expect(names(split(sources.filter(isLeft), orderId))).toEqual(
          names(split(sources, orderId).filter(isLeft)),
        );
      }),
    );
  });

  it('gives each source its part of many orders', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 5 });
    const orders = 2_000;
    fc.assert(
      fc.property(weights, fc.uuid(), (drawn, seed) => {
        const sources = drawn.map((share, index) => source(`carrier-${index}`, { share }));
        const sum = drawn.reduce((total, share) => total + share, 0);
        const counts = new Map<string, number>();
        for (let order = 0; order < orders; order += 1) {
          const id = createHash('md5').update(`${seed} ${order}`).digest('hex');
          const [first] = split(sources, id);
          counts.set(first?.carrier ?? '', (counts.get(first?.carrier ?? '') ?? 0) + 1);
        }
        for (const { carrier, share } of sources) {
          const part = (share ?? 0) / sum;
          // Six standard deviations, and draws that are the same in every run.
          const most = 6 * Math.sqrt(orders * part * (1 - part)) + 1;
          expect(Math.abs((counts.get(carrier) ?? 0) - orders * part)).toBeLessThan(most);
        }
      }),
      { numRuns: 6, seed: 20_261_130 },
    );
  });
});
