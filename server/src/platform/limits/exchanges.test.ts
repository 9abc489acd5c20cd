import { describe, expect, it, onTestFinished } from 'vitest';
import { ANSWER_WITHIN_MS, createExchanges, type ExchangeParts } from './exchanges.ts';
import { newLease, noteDemand } from './lease.ts';
import type { LeaseWish } from './limit-store.ts';

const LIMIT = { perSecond: 50, burst: 200 };

/** Opens exchanges with a database that answers as it is told, and a clock that a test moves. */
function open(answer: ExchangeParts['send'] = grantAll) {
  const time = { ms: 0 };
  const sent: (readonly LeaseWish[])[] = [];
  const exchanges = createExchanges({
    clock: () => time.ms,
    send(wishes) {
      sent.push(wishes);
      return answer(wishes);
    },
  });
  onTestFinished(() => exchanges.close());
  const lease = (bucket: string) => {
    const made = newLease(bucket, LIMIT, time.ms);
    noteDemand(made, time.ms);
    made.inHand = -1;
    return made;
  };
  return { exchanges, sent, time, lease };
}

const grantAll: ExchangeParts['send'] = async (wishes) =>
  wishes.map(({ bucket, limit, wanted }) => ({ bucket, tokens: limit.burst, leased: wanted }));

describe('exchanges', () => {
  it('send what many leases want in one statement', async () => {
    const { exchanges, sent, lease } = open();
    for (const bucket of ['a', 'b', 'c']) exchanges.ask(lease(bucket), 'soon');
    exchanges.ask(lease('d'), 'now');
    await exchanges.answered();
    expect(sent.map((wishes) => wishes.map(({ bucket }) => bucket))).toEqual([
      ['a', 'b', 'c', 'd'],
    ]);
  });

  it('never name a bucket twice in a statement', async () => {
    const { exchanges, sent, lease } = open();
    for (const one of [lease('a'), lease('a')]) exchanges.ask(one, 'now');
    await exchanges.answered();
    await exchanges.answered();
    expect(sent.map((wishes) => wishes.length)).toEqual([1, 1]);
  });

  it('that fail keep what was spent, and make nobody wait for a second', async () => {
    let fails = true;
    const { exchanges, time, lease } = open((wishes) =>
      fails ? Promise.reject(new Error('away')) : grantAll(wishes),
    );
    const one = lease('a');
    exchanges.ask(one, 'now');
    await exchanges.answered();
    expect([one.inHand, exchanges.isAway()]).toEqual([-1, true]);

    time.ms += 1_000;
    fails = false;
    expect(exchanges.isAway()).toBe(false);
    exchanges.ask(one, 'now');
    await exchanges.answered();
    expect([one.inHand, exchanges.isAway()]).toEqual([0, false]);
  });

  it('that get no answer make nobody wait for ever', async () => {
    let end = () => {};
    const silent = new Promise<never>((_, reject) => {
      end = () => reject(new Error('ended'));
    });
    const { exchanges, sent, time, lease } = open(() => silent);
    exchanges.ask(lease('a'), 'now');
    await expect.poll(() => sent.length, { interval: 1 }).toBe(1);
    expect(exchanges.isAway()).toBe(false);
    time.ms += ANSWER_WITHIN_MS + 1;
    expect(exchanges.isAway()).toBe(true);
    end();
    await exchanges.answered();
  });
});
