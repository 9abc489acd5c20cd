import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../simulators/faults.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { openStockFromSmdp } from '../../../test/support/stock-from-smdp.ts';
import { sql } from '../../platform/db/database.ts';
import { orderAhead } from './order-ahead.ts';

const opened = await forThisFile(openStockFromSmdp());
const { db, smdp, supplier, work, save, hurry, startAgain, finish, rows, free, atSmdp } = opened;
beforeEach(startAgain);

describe('an order whose answer was lost', () => {
  const loseNext = (path: string, fault: Fault = 'answer_lost_after') => {
    let isDue = true;
    smdp.failWith((request) => {
      if (!isDue || !request.path.endsWith(path)) return undefined;
      isDue = false;
      return fault;
    });
  };
  const oneByIccid = (place: number) => {
    const [iccid = ''] = [...supplier.state.profiles.keys()].slice(place, place + 1);
    return { iccids: { first: iccid, last: iccid } };
  };

  it('is repeated by its ICCID, and found to be ordered', async () => {
    await save(oneByIccid(300));
    loseNext('/downloadOrder');
    await orderAhead(work);
    expect(await rows()).toMatchObject([{ state: 'ORDERING', asks: false }]);
    await finish();
    expect(await free()).toEqual(atSmdp('Released'));
    expect(await free()).toHaveLength(1);
  });

  it('is not repeated without an ICCID: a person settles it, and the stock is filled', async () => {
    await save({ batchSize: 3, level: 2 });
    loseNext('/downloadOrder');
    await orderAhead(work);
    expect(await rows()).toMatchObject([{ state: 'ORDERING', asks: true, iccid: null }]);
    await finish();
    expect(await free()).toHaveLength(2);
    expect(atSmdp('Allocated')).toHaveLength(1);
    // One that waits for a person does not keep the next batch from being ordered.
    await db.run(sql`delete from free_profiles where carrier = 'alpine'`);
    expect(await orderAhead(work)).toBe(3);
  });

  it.each([true, false])(
    'of a confirmation is cancelled and ordered again (matching IDs are ours: %s)',
    async (takesMatchingIds) => {
      supplier.state.takesMatchingIds = takesMatchingIds;
      await save(oneByIccid(takesMatchingIds ? 310 : 311));
      loseNext('/confirmOrder');
      await orderAhead(work);
      expect(await rows()).toMatchObject([{ state: 'CONFIRMING' }]);
      await finish();
      const [iccid = ''] = await free();
      const [kept] = await db.rows(sql`
        select matching_id as "matchingId" from carrier_profiles where iccid = ${iccid}`);
      const { matchingId, orders, state } = supplier.state.profiles.get(iccid) ?? {};
      expect([kept, orders, state]).toEqual([{ matchingId }, 1, 'Released']);
    },
  );

  it.each(['releaseProfile', 'cancelOrder'])('of %s is repeated', async (name) => {
    await save(oneByIccid(name === 'cancelOrder' ? 320 : 321), {
      releasesApart: name === 'releaseProfile',
    });
    if (name === 'cancelOrder') {
      loseNext('/confirmOrder');
      await orderAhead(work);
      await hurry();
    }
    loseNext(`/${name}`);
    await orderAhead(work);
    expect(await free()).toEqual([]);
    await finish();
    expect(await free()).toEqual(atSmdp('Released'));
    expect(await free()).toHaveLength(1);
  });
});

describe('whatever happens between any two steps', () => {
  const KINDS: Fault[] = [
    ...(['request_lost', 'server_error', 'answer_lost_after'] as const),
    ...(['server_error_after', 'garbage_after'] as const),
  ];

  it('the stock is what the SM-DP+ released, and nothing is ordered twice', async () => {
    let start = 400;
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.boolean(), fc.boolean(), async (seed, ours, apart) => {
        await startAgain();
        supplier.state.takesMatchingIds = ours;
        const range = [...supplier.state.profiles.keys()].slice(start, start + 6);
        start += 6;
        const iccids = { first: range[0] ?? '', last: range[5] ?? '' };
        await save({ iccids, level: 6, batchSize: 3 }, { releasesApart: apart });
        // The test call is let through: the rest is what is looked at.
        let draws = seed >>> 0;
        smdp.failWith(({ body }) => {
          draws = (Math.imul(draws, 1_664_525) + 1_013_904_223) >>> 0;
          if (body.includes('"test.') || draws % 100 >= 25) return undefined;
          return KINDS[draws % KINDS.length];
        });
        for (let round = 0; round < 2; round += 1) await finish();
        expect(await free()).toEqual(range);
        expect(atSmdp('Released')).toEqual(range);
        expect(supplier.books().profiles.every(({ orders }) => orders === 1)).toBe(true);
      }),
      { numRuns: 8 },
    );
  }, 60_000);

  it('a batch of a type alone is stocked, lost to a person, or refused, and nothing else', async () => {
    await save({ batchSize: 30 });
    let request = 0;
    smdp.failWith(({ body }) => {
      request += 1;
      return body.includes('"test.') || request % 4 !== 0 ? undefined : 'answer_lost_after';
    });
    await finish();
    const asking = await rows();
    expect(await free()).toEqual(atSmdp('Released'));
    expect(atSmdp('Allocated')).toHaveLength(asking.length);
    expect((await free()).length + asking.length).toBe(30);
  });
});
