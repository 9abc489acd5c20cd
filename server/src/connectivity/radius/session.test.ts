import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccountingNotice } from './accounting-notice.ts';
import { applyNotice, type Happening, type Session } from './session.ts';

const BEGAN_MS = Date.parse('2026-04-30T10:00:00Z');
const place = { mcc: '232', mnc: '01' };

function aNotice(over: Partial<AccountingNotice>): AccountingNotice {
  return {
    status: 'interim',
    nas: 'pgw-1',
    sessionId: 's-1',
    subscriber: '260060145143896',
    inputBytes: 0n,
    outputBytes: 0n,
    place,
    at: new Date(BEGAN_MS),
    isTimed: true,
    identity: () => Buffer.alloc(0),
    ...over,
  };
}

const after = (seconds: number) => new Date(BEGAN_MS + seconds * 1_000);

/** Applies notices one after the other and gives everything that followed. */
function play(notices: readonly AccountingNotice[], sessions: Session[] = []) {
  const happenings: Happening[] = [];
  for (const notice of notices) {
    const outcome = applyNotice(sessions, notice);
    happenings.push(...outcome.happenings);
    for (const one of outcome.changed) sessions[one.generation] = one;
  }
  const bytes = happenings.reduce((sum, one) => sum + one.bytes, 0n);
  return { bytes, happenings, sessions };
}

/** What a NAS sends of one session: a start, interims whose counters grow, and a stop. */
const lives = fc
  .record({
    grown: fc.array(fc.tuple(fc.bigInt(0n, 10n ** 12n), fc.bigInt(0n, 10n ** 9n)), {
      minLength: 1,
      maxLength: 8,
    }),
    stops: fc.boolean(),
    isTimed: fc.boolean(),
  })
  .map(({ grown, stops, isTimed }) => {
    const sums = { inputBytes: 0n, outputBytes: 0n };
    const notices = [aNotice({ status: 'start', isTimed })];
    for (const [index, [input, output]] of grown.entries()) {
      sums.inputBytes += input;
      sums.outputBytes += output;
      const isLast = stops && index === grown.length - 1;
      const status = isLast ? 'stop' : 'interim';
      notices.push(aNotice({ ...sums, status, isTimed, at: after(60 * (index + 1)) }));
    }
    return notices;
  });

/** Which packets arrive, how often, and in which order. */
const arrivals = lives.chain((notices) =>
  fc
    .array(fc.nat(notices.length - 1), { minLength: 1, maxLength: 30 })
    .map((order) => order.map((index) => notices[index] as AccountingNotice)),
);

describe('a session', () => {
  it('has exactly the bytes of its highest counters, over any repeats, orders and losses', () => {
    fc.assert(
      fc.property(arrivals, (arrived) => {
        const highest = (of: 'inputBytes' | 'outputBytes') =>
          arrived.reduce((most, one) => (one[of] > most ? one[of] : most), 0n);
        const { bytes, sessions } = play(arrived);
        expect(bytes).toBe(highest('inputBytes') + highest('outputBytes'));
        expect(sessions).toHaveLength(1);
      }),
      { numRuns: 500 },
    );
  });

  it('that uses an ID again after a restart counts from zero, whatever comes late', () => {
    const first = [
      aNotice({ status: 'start' }),
      aNotice({ inputBytes: 100n, at: after(60) }),
      aNotice({ inputBytes: 150n, status: 'stop', at: after(90) }),
    ];
    const second = [
      aNotice({ status: 'start', at: after(200) }),
      aNotice({ inputBytes: 40n, at: after(260) }),
      aNotice({ inputBytes: 70n, status: 'stop', at: after(290) }),
    ];
    const late = [...second, ...first.slice(1), ...second];
    for (const order of [
      [...first, ...second],
      [first[0], ...late],
      [...first, ...late],
    ]) {
      const { bytes, sessions } = play(order as AccountingNotice[]);
      expect(bytes).toBe(220n);
      expect(sessions).toHaveLength(2);
    }
  });

  it('without a time of its own begins again only when its counters fell after a restart', () => {
    const known = play([aNotice({ inputBytes: 100n, isTimed: false })]).sessions;
    known[0] = { ...(known[0] as Session), endedAt: after(10), endedBy: 'on' };
    const later = { isTimed: false, at: after(300) };
    expect(play([aNotice({ inputBytes: 130n, ...later })], [...known]).bytes).toBe(30n);
    expect(play([aNotice({ inputBytes: 20n, ...later })], [...known]).bytes).toBe(20n);
  });

  it('of another subscriber under the same ID is another session', () => {
    const other = aNotice({ subscriber: '260060145143897', inputBytes: 5n, at: after(60) });
    const { bytes, sessions } = play([aNotice({ inputBytes: 100n }), other]);
    expect(bytes).toBe(105n);
    expect(sessions.map(({ subscriber }) => subscriber)).toEqual([
      '260060145143896',
      '260060145143897',
    ]);
  });

  it('joins a network at its start and when it changes, and leaves it once', () => {
    const abroad = { mcc: '310', mnc: '410' };
    const { happenings } = play([
      aNotice({ status: 'start' }),
      aNotice({ inputBytes: 10n, at: after(60) }),
      aNotice({ inputBytes: 30n, place: abroad, at: after(120) }),
      aNotice({ inputBytes: 30n, at: after(90) }),
      aNotice({ inputBytes: 30n, place: abroad, status: 'stop', at: after(180) }),
      aNotice({ inputBytes: 30n, place: abroad, status: 'stop', at: after(180) }),
    ]);
    expect(happenings.map(({ kind, bytes, place: at }) => [kind, bytes, at?.mcc])).toEqual([
      ['attach', 0n, '232'],
      ['usage', 10n, '232'],
      ['attach', 0n, '310'],
      ['usage', 20n, '310'],
      ['detach', 0n, '310'],
    ]);
  });

  it('splits its use by the times of its packets', () => {
    const { happenings } = play([
      aNotice({ status: 'start' }),
      aNotice({ inputBytes: 10n, at: after(60) }),
      aNotice({ inputBytes: 30n, at: after(120) }),
    ]);
    expect(happenings.slice(1)).toMatchObject([
      { bytes: 10n, fromAt: after(0), toAt: after(60) },
      { bytes: 20n, fromAt: after(60), toAt: after(120) },
    ]);
  });
});
