import { describe, expect, it } from 'vitest';
import { createLane, LANE_BATCH, LANE_IN_FLIGHT, LANE_WAIT_MS } from './lane.ts';

type Open = { accountId: string; batch: number[]; end: (fails?: Error) => void };

/** A lane whose transactions stay open until the test ends them; each answers ten times its ask. */
function openLane(mayRunAlone: (error: unknown) => boolean = () => true) {
  const open: Open[] = [];
  const sizes: number[] = [];
  const run = (accountId: string, batch: number[]) =>
    new Promise<number[]>((resolve, reject) => {
      const end = (fails?: Error) =>
        fails ? reject(fails) : resolve(batch.map((ask) => ask * 10));
      open.push({ accountId, batch, end });
    });
  const metrics = { observeBatch: (size: number) => sizes.push(size) };
  return { lane: createLane(run, { metrics, mayRunAlone }), open, sizes };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('the lane', () => {
  it('runs a request alone at once', async () => {
    const { lane, open } = openLane();
    const answer = lane.submit('a', 1);
    expect(open.map(({ batch }) => batch)).toEqual([[1]]);
    open[0]?.end();
    expect(await answer).toBe(10);
  });

  it('collects what arrives while transactions are in flight, in order of arrival', async () => {
    const { lane, open, sizes } = openLane();
    const answers = Array.from({ length: 10 }, (_, index) => lane.submit('a', index));
    expect(open.map(({ batch }) => batch)).toEqual([[0], [1]]);
    expect(lane.waiting()).toBe(8);
    open[0]?.end();
    await settle();
    expect(open[2]?.batch).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
    for (const { end } of open) end();
    expect(await Promise.all(answers)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90]);
    expect(sizes).toEqual([1, 1, 8]);
    expect(lane.waiting()).toBe(0);
  });

  it('keeps each batch and the number in flight within their bounds', async () => {
    const { lane, open } = openLane();
    const answers = Array.from({ length: 300 }, (_, index) => lane.submit('a', index));
    let ended = 0;
    while (ended < open.length) {
      expect(open.length - ended).toBeLessThanOrEqual(LANE_IN_FLIGHT);
      expect(open[ended]?.batch.length).toBeLessThanOrEqual(LANE_BATCH);
      open[ended]?.end();
      ended += 1;
      await settle();
    }
    expect(await Promise.all(answers)).toEqual(Array.from({ length: 300 }, (_, n) => n * 10));
  });

  it('never lets one account wait for another, nor puts two into one batch', async () => {
    const { lane, open } = openLane();
    for (let index = 0; index < 5; index += 1) void lane.submit('a', index);
    const other = lane.submit('b', 7);
    const theirs = open.find(({ accountId }) => accountId === 'b');
    expect(theirs?.batch).toEqual([7]);
    theirs?.end();
    expect(await other).toBe(70);
  });

  it('runs each request of a failed batch again alone: only the culprit fails', async () => {
    const { lane, open } = openLane();
    const first = [lane.submit('a', 1), lane.submit('a', 2)];
    const batch = [3, 4, 5].map((ask) => lane.submit('a', ask));
    const outcomes = Promise.allSettled(batch);
    open[0]?.end();
    open[1]?.end();
    await settle();
    expect(open[2]?.batch).toEqual([3, 4, 5]);
    open[2]?.end(new Error('one of them is poison'));
    for (const culprit of [false, true, false]) {
      await settle();
      open.at(-1)?.end(culprit ? new Error('poison') : undefined);
    }
    await Promise.all(first);
    const statuses = (await outcomes).map(({ status }) => status);
    expect(statuses).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('fails a batch whose outcome nobody knows as a whole: nothing is sold twice', async () => {
    const { lane, open } = openLane(() => false);
    void lane.submit('a', 1);
    void lane.submit('a', 2);
    const batch = Promise.allSettled([lane.submit('a', 3), lane.submit('a', 4)]);
    open[0]?.end();
    await settle();
    open[2]?.end(new Error('lost while committing'));
    expect((await batch).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(open).toHaveLength(3);
  });

  it('refuses a request that waited behind stuck transactions for too long, unsold', async () => {
    let now = 0;
    const ends: (() => void)[] = [];
    const sold: number[] = [];
    const run = (_: string, batch: number[]) =>
      new Promise<number[]>((resolve) => {
        sold.push(...batch);
        ends.push(() => resolve(batch));
      });
    const lane = createLane(run, { mayRunAlone: () => true, clock: () => now });
    const stuck = Array.from({ length: LANE_IN_FLIGHT }, () => lane.submit('a', 1));
    const late = lane.submit('a', 2).catch((error: unknown) => error);
    now = LANE_WAIT_MS + 1;
    const fresh = lane.submit('a', 3);
    ends.shift()?.();
    expect(await late).toMatchObject({ code: 'service_unavailable' });
    expect(sold).not.toContain(2);
    for (const end of ends) end();
    expect(await Promise.all([...stuck, fresh])).toEqual([1, 1, 3]);
  });
});
