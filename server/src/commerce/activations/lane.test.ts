import { describe, expect, it, vi } from 'vitest';
import {
  createLane,
  LANE_BATCH,
  LANE_IN_FLIGHT,
  LANE_WAITING_IN_FLIGHT,
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

const settle = () => new Promise((resolve) => setImmediate(resolve));

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
          return settle() as Promise<void>;
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
  return { lane, submit, open, sizes };
}

describe('the lane', () => {
  it('runs a request that comes alone at once', async () => {
    const { submit, open } = openLane();
    const answer = submit('a', 1);
    expect(open.map(({ asks }) => asks)).toEqual([[1]]);
    await open[0]?.end();
    expect(await answer).toBe(10);
  });

  it('puts the requests of many accounts that arrive meanwhile into one transaction', async () => {
    const { lane, submit, open, sizes } = openLane();
    const answers = ['a', 'b', 'c', 'd', 'c', 'e'].map((account, index) => submit(account, index));
    expect(open.map(({ asks }) => asks)).toEqual([[0], [1]]);
    expect(lane.waiting()).toBe(4);
    await open[0]?.end();
    expect(open[2]).toMatchObject({ asks: [2, 4, 3, 5], waits: false });
    for (const { end } of open) await end();
    expect(await Promise.all(answers)).toEqual([0, 10, 20, 30, 40, 50]);
    expect(sizes).toEqual([1, 1, 4]);
    expect(lane.waiting()).toBe(0);
  });

  it('keeps each batch and the number in flight within their bounds', async () => {
    const { submit, open } = openLane();
    const answers = Array.from({ length: 300 }, (_, index) => submit(`a${index % 90}`, index));
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
    await open[0]?.end();
    await open[1]?.end();
    const asked = open.flatMap(({ asks }) => asks);
    expect(asked).toEqual(Array.from({ length: 100 }, (_, index) => index));
    expect(open.map(({ asks }) => asks.length)).toEqual([1, 1, LANE_BATCH, 34]);
  });

  it('takes from accounts in turns, so that a busy one leaves room for every other', async () => {
    const { submit, open } = openLane();
    void submit('x', 0);
    void submit('y', 0);
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
    const { submit, open } = openLane();
    void submit('x', 0);
    void submit('y', 0);
    for (let round = 0; round < 2; round += 1) {
      for (let account = 0; account < 80; account += 1) void submit(`a${account}`, account);
    }
    await open[0]?.end();
    await open[1]?.end();
    const served = [...(open[2]?.asks ?? []), ...(open[3]?.asks ?? [])];
    expect(new Set(served).size).toBe(80);
  });

  it('gives a busy account a second transaction when nobody else needs it', async () => {
    const { submit, open } = openLane();
    for (let number = 0; number < 4; number += 1) void submit('a', number);
    expect(open).toMatchObject([
      { asks: [0], waits: false },
      { asks: [1], waits: true },
    ]);
  });
});

describe('a batch that fails', () => {
  it('is run again by account and then by request, and only the culprit fails', async () => {
    const { submit, open } = openLane();
    void submit('x', 0);
    void submit('y', 0);
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
    const { submit, open } = openLane({ mayRunAlone: () => false });
    void submit('x', 0);
    void submit('y', 0);
    const batch = Promise.allSettled([submit('a', 3), submit('b', 4)]);
    await open[0]?.end();
    await open[2]?.end({ fails: new Error('lost while committing') });
    expect((await batch).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(open).toHaveLength(3);
  });

  it('because no connection was free is put back and run again', async () => {
    const { submit, open } = openLane({ isBusy: () => true });
    const answer = submit('a', 1);
    await open[0]?.end({ fails: new Error('no connection') });
    await open[1]?.end();
    expect(await answer).toBe(10);
  });
});

describe('a locked account', () => {
  it('is skipped, tried again with the others, and then alone and waiting', async () => {
    const { submit, open } = openLane();
    const locked = submit('a', 1);
    const neighbour = submit('b', 2);
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
    await open[0]?.end({ locked: ['a'] });
    await open[1]?.end({ locked: ['a'] });
    const later = submit('a', 2);
    const others = ['b', 'c'].map((account, index) => submit(account, index + 3));
    expect(open.slice(2)).toMatchObject([
      { asks: [1], waits: true },
      { asks: [3], waits: false },
      { asks: [4], waits: false },
    ]);
    await open[3]?.end();
    await open[4]?.end();
    expect(await Promise.all(others)).toEqual([30, 40]);
    await open[2]?.end();
    expect(open[5]).toMatchObject({ asks: [2] });
    await open[5]?.end();
    expect(await later).toBe(20);
  });

  it('is waited for in few transactions at a time, besides those of all others', async () => {
    const { submit, open } = openLane();
    const accounts = Array.from({ length: 10 }, (_, index) => `a${index}`);
    for (const account of accounts) void submit(account, 1);
    for (let at = 0; at < open.length; at += 1) {
      const { waits, end } = open[at] as Open;
      if (!waits) await end({ locked: accounts });
    }
    expect(open.filter(({ waits }) => waits)).toHaveLength(LANE_WAITING_IN_FLIGHT);
    void submit('free', 7);
    expect(open.at(-1)).toMatchObject({ asks: [7], waits: false });
  });
});

describe('a request whose time is up', () => {
  it('is answered, whether it waits or is in flight, and never run again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const deadline = { ms: 1_000, expired: () => new Error('took too long') };
      const { lane, submit, open } = openLane({ deadline });
      const late = Promise.allSettled(['a', 'b', 'c'].map((account) => submit(account, 1)));
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
