import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NEVER_SENT } from '../../connectivity/carriers/index.ts';
import { breakerOf, healthOf, type RecentCall } from './health.ts';

const NOW = new Date('2026-04-30T10:00:00Z');
const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1_000);
const call = (more: Partial<RecentCall> = {}): RecentCall => ({
  carrier: 'alpine',
  verb: 'order',
  outcome: 'done',
  httpStatus: 200,
  durationMs: 100,
  detail: null,
  calledAt: ago(10),
  countrySet: 'AT',
  country: 'AT',
  ...more,
});
const lost = { outcome: 'unknown', httpStatus: null, detail: 'The answer was lost.' } as const;
const failures = (count: number, more: Partial<RecentCall> = {}) =>
  Array.from({ length: count }, (_, index) => call({ ...lost, calledAt: ago(5 + index), ...more }));

function judge(calls: readonly RecentCall[]) {
  const [health] = healthOf(['alpine'], calls, NOW);
  if (!health) throw new Error('Every carrier has its health.');
  return health;
}

describe('the health of a carrier', () => {
  it('is unknown without calls', () => {
    expect(judge([])).toMatchObject({ state: 'unknown', calls: 0, medianMs: null });
  });

  it('is bad only for failures, and neither for refusals nor for rate limits', () => {
    const refused = { outcome: 'refused', detail: 'out_of_stock: 200011' } as const;
    const limited = { outcome: 'retry_later', httpStatus: 429, detail: 'too many' } as const;
    const calls = [call(refused), call(limited), ...[1, 2, 3, 4].map(() => call())];
    expect(judge(calls)).toMatchObject({ state: 'healthy', calls: 6, failures: 0 });
    const closed = call({ outcome: 'refused', detail: 'maintenance: back at noon' });
    expect(judge([closed, closed, ...calls])).toMatchObject({ state: 'failing', failures: 2 });
  });

  it('is failing if no call succeeded, however few there were', () => {
    expect(judge(failures(1))).toMatchObject({ state: 'failing', failures: 1 });
    expect(judge([...failures(1), call()])).toMatchObject({ state: 'healthy', failures: 1 });
  });

  it('does not count what this process kept to itself', () => {
    const unsent = call({ outcome: 'retry_later', httpStatus: null, detail: NEVER_SENT });
    expect(judge([unsent, unsent])).toMatchObject({ state: 'unknown', calls: 0 });
  });

  it('is kept by country, whichever country set was sold', () => {
    const inGermany = failures(5, { verb: 'order', countrySet: 'EU', country: 'DE' });
    const inAustria = [call({ countrySet: 'EU' }), call()];
    const { countries, countrySets } = judge([
      ...inGermany,
      ...inAustria,
      call({ countrySet: 'EU', country: null }),
    ]);
    expect(countries.map((one) => [one.country, one.state, one.calls])).toEqual([
      ['AT', 'healthy', 2],
      ['DE', 'down', 5],
    ]);
    expect(countrySets.map((one) => [one.countrySet, one.calls])).toEqual([
      ['AT', 1],
      ['EU', 7],
    ]);
  });

  it('has the times of answers, the last answer and the last failure', () => {
    const times = [300, 100, 200, 900].map((durationMs) => call({ durationMs }));
    expect(
      judge([call({ ...lost, durationMs: 15_000, calledAt: ago(1) }), ...times]),
    ).toMatchObject({
      medianMs: 200,
      p95Ms: 900,
      lastAnswerAt: ago(10),
      lastFailureAt: ago(1),
      lastFailure: 'The answer was lost.',
    });
  });

  it('is told by country set, so that one country can be down alone', () => {
    const german = [1, 2, 3].map(() => call({ countrySet: 'DE', verb: 'find' }));
    const { state, countrySets } = judge([...failures(5, { verb: 'order' }), ...german]);
    expect(state).toBe('down');
    expect(countrySets.map((one) => [one.countrySet, one.state])).toEqual([
      ['AT', 'down'],
      ['DE', 'healthy'],
    ]);
  });
});

describe('the breaker of a carrier', () => {
  it('opens after five failures in a row, and lets orders try after half a minute', () => {
    expect(breakerOf(failures(4), NOW).state).toBe('closed');
    expect(breakerOf(failures(5), NOW)).toEqual({
      state: 'open',
      since: ago(9),
      triesAt: ago(-25),
    });
    expect(breakerOf(failures(5, { calledAt: ago(31) }), NOW).state).toBe('half_open');
  });

  it('is not closed by looking for orders or by reading the balance', () => {
    const calls = [call({ verb: 'find' }), call({ verb: 'balance' }), ...failures(5)];
    expect(breakerOf(calls, NOW).state).toBe('open');
    expect(breakerOf([call(), ...failures(5)], NOW).state).toBe('closed');
  });

  it('is open exactly while the last five calls of a verb failed', () => {
    const some = fc.array(fc.tuple(fc.constantFrom('order', 'check'), fc.boolean()));
    fc.assert(
      fc.property(some, (drawn) => {
        const calls = drawn.map(([verb, isGood]) => call({ verb, ...(isGood ? {} : lost) }));
        const isDown = ['order', 'check'].some((verb) => {
          const last = calls.filter((one) => one.verb === verb).slice(0, 5);
          return last.length === 5 && last.every(({ outcome }) => outcome === 'unknown');
        });
        expect(breakerOf(calls, NOW).state === 'closed').toBe(!isDown);
      }),
    );
  });
});
