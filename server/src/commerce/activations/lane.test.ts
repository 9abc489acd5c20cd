import { describe, expect, it, vi } from 'vitest';
import {
  createLane,
  LANE_BATCH,
  LANE_CONTENDED,
  LANE_GATHER_MS,
  LANE_IN_FLIGHT,
  type LaneOptions,
  LOCKED,
} from './lane.ts';

type Ask = { account: string; number: number };
type Open = {
  asks: number[];
  waits: boolean;
  /** Ends the transaction: it fails, or skips these accounts and answers all others. */
  end: (how?: { fails?: Error; locked?: string[] }) => Promise<void>;
};

/** Ends a turn of the event loop: what was submitted in it starts. */
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

/** A lane whose transactions stay open until the test ends them; each answers ten times its ask. */
function openLane(options: Partial<LaneOptions> = {}) {
  const open: Open[] = [];
  const sizes: number[] = [];
  const lane = createLane<Ask, number>(
    ({ asks, waits }) =>
      new Promise((resolve, reject) => {
        const end: Open['end'] = ({ fails, locked = [] } = {}) => {
          if (fails) reject(fails);
          else
            resolve(
              asks.map(({ account, number }) => (locked.includes(account) ? LOCKED : number * 10)),
            );
          return nextTurn().then(nextTurn) as Promise<void>;
        };
        open.push({ asks: asks.map(({ number }) => number), waits, end });
      }),
    {
      metrics: { observeBatch: (size) => sizes.push(size) },
      mayRunAlone: () => true,
      ...options,
    },
  );
  const submit = (account: string, number: number) => lane.submit(account, { account, number });
  /** Fills both transactions, each with one request of an account of its own. */
  const occupy = async () => {
    for (const account of ['x', 'y']) {
      void submit(account, 0);
      await nextTurn();
    }
  };
  return { lane, submit, occupy, open, sizes };
}

describe('the lane', () => {
  it('runs a request that comes alone in the same turn of the event loop', async () => {
    const { submit, open } = openLane();
    const answer = submit('a', 1);
    await nextTurn();
    expect(open.map(({ asks }) => asks)).toEqual([[1]]);
    await open[0]?.end();
    expect(await answer).toBe(10);
  });

  it('puts the requests that arrive in one turn into one transaction', async () => {
    const { submit, open } = openLane();
    for (const [index, account] of ['a', 'b', 'a', 'c'].entries()) void submit(account, index);
    await nextTurn();
    expect(open).toMatchObject([{ asks: [0, 2, 1, 3], waits: false }]);
  });

  it('puts the requests of many accounts that arrive meanwhile into one transaction', async () => {
    const { lane, submit, occupy, open, sizes } = openLane();
    await occupy();
    const answers = ['c', 'd', 'c', 'e'].map((account, index) => submit(account, index));
    await nextTurn();
    expect(lane.waiting()).toBe(4);
    await open[0]?.end();
    expect(open[2]).toMatchObject({ asks: [0, 2, 1, 3], waits: false });
    for (const { end } of open) await end();
    expect(await Promise.all(answers)).toEqual([0, 10, 20, 30]);
    expect(sizes).toEqual([1, 1, 4]);
    expect(lane.waiting()).toBe(0);
  });

  it('starts the second transaction when as many requests wait as are in flight', async () => {
    const { submit, open } = openLane();
    for (const account of ['a', 'b', 'c']) void submit(account, 1);
    await nextTurn();
    for (const [index, account] of ['d', 'e', 'f'].entries()) {
      expect(open.map(({ asks }) => asks.length)).toEqual([3]);
      void submit(account, index);
      await nextTurn();
    }
    expect(open[1]?.asks).toEqual([0, 1, 2]);
  });

  it('starts it with fewer when the first one takes long, and at once when it ends', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const { submit, open } = openLane();
      for (const account of ['a', 'b', 'c', 'd']) void submit(account, 1);
      await nextTurn();
      void submit('e', 2);
      await nextTurn();
      vi.advanceTimersByTime(LANE_GATHER_MS - 1);
      expect(open).toHaveLength(1);
      vi.advanceTimersByTime(1);
      expect(open[1]?.asks).toEqual([2]);
      void submit('f', 3);
      await open[0]?.end();
      expect(open[2]?.asks).toEqual([3]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('keeps each batch and the number in flight within their bounds', async () => {
    const { submit, open } = openLane();
    const answers = Array.from({ length: 300 }, (_, index) => submit(`a${index % 90}`, index));
    await nextTurn();
    let ended = 0;
    while (ended < open.length) {
      expect(open.length - ended).toBeLessThanOrEqual(LANE_IN_FLIGHT);
      expect(open[ended]?.asks.length).toBeLessThanOrEqual(LANE_BATCH);
      await open[ended]?.end();
      ended += 1;
    }
    expect(await Promise.all(answers)).toEqual(Array.from({ length: 300 }, (_, n) => n * 10));
  });

  it('takes the requests of one account in order, at most 64 at a time', async () => {
    const { submit, open } = openLane();
    void Array.from({ length: 100 }, (_, index) => submit('a', index));
    await nextTurn();
    await open[0]?.end();
    const asked = open.flatMap(({ asks }) => asks);
    expect(asked).toEqual(Array.from({ length: 100 }, (_, index) => index));
    expect(open.map(({ asks }) => asks.length)).toEqual([LANE_BATCH, 36]);
  });

  it('takes from accounts in turns, so that a busy one leaves room for every other', async () => {
    const { submit, occupy, open } = openLane();
    await occupy();
    for (let number = 1; number <= 200; number += 1) void submit('busy', number);
    for (let number = 201; number <= 220; number += 1) void submit(`small ${number}`, number);
    await open[0]?.end();
    const { asks } = open[2] as Open;
    expect(asks).toHaveLength(LANE_BATCH);
    expect(asks.filter((number) => number > 200)).toHaveLength(20);
    expect(asks.filter((number) => number <= 200)).toEqual(
      Array.from({ length: LANE_BATCH - 20 }, (_, index) => index + 1),
    );
  });

  it('serves first the accounts that were not in the batch before', async () => {
    const { submit, occupy, open } = openLane();
    await occupy();
    for (let ask = 0; ask < 160; ask += 1) void submit(`a${ask % 80}`, ask % 80);
    await open[0]?.end();
    await open[1]?.end();
    const served = [...(open[2]?.asks ?? []), ...(open[3]?.asks ?? [])];
    expect(new Set(served).size).toBe(80);
  });

  it('gives a busy account a second transaction when nobody else needs it', async () => {
    const { submit, open } = openLane();
    for (let number = 0; number < 4; number += 1) {
      void submit('a', number);
      await nextTurn();
    }
    expect(open).toMatchObject([
      { asks: [0], waits: false },
      { asks: [1], waits: true },
    ]);
  });
});

describe('a batch that fails', () => {
  it('is run again by account and then by request, and only the culprit fails', async () => {
    const { submit, occupy, open } = openLane();
    await occupy();
    const batch = ['a', 'b', 'b', 'c'].map((account, index) => submit(account, index + 1));
    const outcomes = Promise.allSettled(batch);
    await open[0]?.end();
    expect(open[2]?.asks).toEqual([1, 2, 3, 4]);
    const poison = { fails: new Error('poison') };
    await open[2]?.end(poison);
    const played: number[][] = [];
    for (let at = 3; at < open.length; at += 1) {
      const { asks, end } = open[at] as Open;
      played.push(asks);
      await end(asks.includes(3) ? poison : {});
    }
    expect(played).toEqual([[1], [2, 3], [2], [3], [4]]);
    const statuses = (await outcomes).map(({ status }) => status);
    expect(statuses).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  });

  it('with an outcome that nobody knows fails as a whole: no request is sold twice', async () => {
    const { submit, occupy, open } = openLane({ mayRunAlone: () => false });
    await occupy();
    const batch = Promise.allSettled([submit('a', 3), submit('b', 4)]);
    await open[0]?.end();
    await open[2]?.end({ fails: new Error('lost while committing') });
    expect((await batch).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(open).toHaveLength(3);
  });

  it('because no connection was free is put back and run again', async () => {
    const { submit, open } = openLane({ isBusy: () => true });
    const answer = submit('a', 1);
    await nextTurn();
    await open[0]?.end({ fails: new Error('no connection') });
    await open[1]?.end();
    expect(await answer).toBe(10);
  });
});

describe('a locked account', () => {
  it('is skipped, tried again with the others, and then alone and waiting', async () => {
    const { submit, open } = openLane();
    const locked = submit('a', 1);
    await nextTurn();
    const neighbour = submit('b', 2);
    await nextTurn();
    await open[0]?.end({ locked: ['a'] });
    expect(open[2]).toMatchObject({ asks: [1], waits: false });
    await open[2]?.end({ locked: ['a'] });
    expect(open[3]).toMatchObject({ asks: [1], waits: true });
    await open[1]?.end();
    expect(await neighbour).toBe(20);
    await open[3]?.end();
    expect(await locked).toBe(10);
  });

  it('keeps the order of its requests, and holds up nobody while it waits', async () => {
    const { submit, open } = openLane();
    void submit('a', 1);
    await nextTurn();
    await open[0]?.end({ locked: ['a'] });
    await open[1]?.end({ locked: ['a'] });
    const later = submit('a', 2);
    const others = ['b', 'c'].map((account, index) => submit(account, index + 3));
    await nextTurn();
    expect(open.slice(2)).toMatchObject([
      { asks: [1], waits: true },
      { asks: [3, 4], waits: false },
    ]);
    await open[3]?.end();
    expect(await Promise.all(others)).toEqual([30, 40]);
    await open[2]?.end();
    expect(open[4]).toMatchObject({ asks: [2] });
    await open[4]?.end();
    expect(await later).toBe(20);
  });

  it('is waited for in few transactions at a time, besides those of all others', async () => {
    const { submit, open } = openLane();
    const accounts = Array.from({ length: 10 }, (_, index) => `a${index}`);
    for (const account of accounts) void submit(account, 1);
    await nextTurn();
    for (let at = 0; at < open.length; at += 1) {
      const { waits, end } = open[at] as Open;
      if (!waits) await end({ locked: accounts });
    }
    expect(open.filter(({ waits }) => waits)).toHaveLength(LANE_CONTENDED);
    void submit('free', 7);
    await nextTurn();
    expect(open.at(-1)).toMatchObject({ asks: [7], waits: false });
  });
});

describe('a request whose time is up', () => {
  it('is answered, whether it waits or is in flight, and never run again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const deadline = { ms: 1_000, expired: () => new Error('took too long') };
      const { lane, submit, open } = openLane({ deadline });
      const submitted: Promise<number>[] = [];
      for (const account of ['a', 'b', 'c']) {
        submitted.push(submit(account, 1));
        await nextTurn();
      }
      const late = Promise.allSettled(submitted);
      vi.advanceTimersByTime(1_000);
      const reasons = (await late).map((one) => one.status === 'rejected' && one.reason.message);
      expect(reasons).toEqual(['took too long', 'took too long', 'took too long']);
      expect(lane.waiting()).toBe(0);
      await open[0]?.end({ locked: ['a'] });
      await open[1]?.end();
      expect(open).toHaveLength(2);
    } finally {
      vi.useRealTimers();
    }
  });
});
