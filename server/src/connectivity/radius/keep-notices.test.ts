import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';
import type { AccountingNotice } from './accounting-notice.ts';
import { keepNotices, type ReceivedNotice } from './keep-notices.ts';
import { applyNotice, type Happening, type Session } from './session.ts';

const { db } = await forThisFile(createTestDatabase());

const BEGAN_MS = Date.parse('2026-04-30T10:00:00Z');
const RECEIVED_AT = new Date(BEGAN_MS + 3_600_000);
const CLIENT = { id: newId(), carrier: 'alps', country: null };
const PLACES = [null, { mcc: '232', mnc: '01' }, { mcc: '262', mnc: '01' }];

/** Mostly interims whose counters and times grow; the rest is whatever a network may send. */
const notices = fc.array(
  fc.record({
    status: fc.oneof(
      { weight: 8, arbitrary: fc.constant('interim' as const) },
      { weight: 2, arbitrary: fc.constantFrom('start' as const, 'stop' as const) },
      { weight: 1, arbitrary: fc.constantFrom('on' as const, 'off' as const) },
    ),
    session: fc.nat(2),
    subscriber: fc.oneof(
      { weight: 8, arbitrary: fc.constant('260060145143896') },
      { weight: 1, arbitrary: fc.constantFrom(null, '260060145143897') },
    ),
    input: fc.nat(9),
    output: fc.nat(9),
    late: fc.integer({ min: -3, max: 3 }),
    place: fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.nat(2) }),
    isTimed: fc.oneof(
      { weight: 5, arbitrary: fc.constant(true) },
      { weight: 1, arbitrary: fc.constant(false) },
    ),
    address: fc.oneof(
      { weight: 8, arbitrary: fc.constant('10.0.0.1') },
      { weight: 1, arbitrary: fc.constant('10.0.0.2') },
    ),
  }),
  { minLength: 1, maxLength: 24 },
);

type Drawn = typeof notices extends fc.Arbitrary<(infer One)[]> ? One : never;

function toReceived(drawn: readonly Drawn[], nas: string): ReceivedNotice[] {
  return drawn.map((one, index) => {
    const isOfNas = one.status === 'on' || one.status === 'off';
    const notice: AccountingNotice = {
      status: one.status,
      nas,
      sessionId: isOfNas ? '' : `s-${one.session}`,
      subscriber: one.subscriber,
      inputBytes: BigInt(index * 5 + one.input),
      outputBytes: BigInt(index * 5 + one.output),
      place: PLACES[one.place] ?? null,
      at: new Date(BEGAN_MS + (index + one.late) * 60_000),
      isTimed: one.isTimed,
      identity: () => Buffer.from(nas),
    };
    return { notice, client: CLIENT, address: one.address, receivedAt: RECEIVED_AT };
  });
}

/** What the rule says of notices, one after the other. */
function play(received: readonly ReceivedNotice[]) {
  const known = new Map<string, Session[]>();
  const happenings: Happening[] = [];
  for (const { notice } of received) {
    const { status, sessionId } = notice;
    if (status === 'on' || status === 'off') {
      happenings.push(...endAll([...known.values()].flat(), notice));
      continue;
    }
    const own = known.get(sessionId) ?? [];
    known.set(sessionId, own);
    const outcome = applyNotice(own, notice);
    happenings.push(...outcome.happenings);
    for (const one of outcome.changed) own[one.generation] = { ...one };
  }
  return { sessions: [...known.values()].flat(), happenings };
}

/** Ends the sessions of a NAS that started or shut down. */
function endAll(sessions: readonly Session[], { status, at }: AccountingNotice): Happening[] {
  const ended = sessions.filter(({ lastAt, endedAt, endedBy }) => {
    const mayEnd = endedAt === null || (endedBy === 'off' && status === 'on');
    return mayEnd && lastAt <= at;
  });
  const open = ended.filter(({ endedAt }) => endedAt === null);
  for (const session of ended) {
    session.endedAt = session.endedAt && session.endedAt > at ? session.endedAt : at;
    session.endedBy = status === 'on' ? 'on' : 'off';
  }
  return open.map(() => ({ kind: 'detach', bytes: 0n, place: null, fromAt: at, toAt: at }));
}

async function readKept(nas: string) {
  const [sessions, happenings] = await Promise.all([
    db.rows<{ name: string }>(sql`
      select concat_ws(' ', session_id, generation, subscriber, input_bytes, output_bytes, mcc, mnc,
        extract(epoch from last_at)::integer, floor(extract(epoch from ended_at)), ended_by) as name
      from radius_sessions where nas = ${nas}`),
    db.rows<{ name: string }>(sql`
      select concat_ws(' ', kind, bytes, mcc, mnc, extract(epoch from from_at)::integer,
        extract(epoch from to_at)::integer) as name
      from radius_happenings where nas = ${nas}`),
  ]);
  const namesOf = (rows: { name: string }[]) => rows.map(({ name }) => name).sort();
  return { sessions: namesOf(sessions), happenings: namesOf(happenings) };
}

function describePlayed({ sessions, happenings }: ReturnType<typeof play>) {
  const seconds = (at: Date) => Math.floor(at.getTime() / 1_000);
  const words = (...given: unknown[]) => given.filter((one) => one != null).join(' ');
  return {
    sessions: sessions
      .map((one) => {
        const { place, lastAt, endedAt } = one;
        const of = [one.sessionId, one.generation, one.subscriber, one.inputBytes, one.outputBytes];
        const ended = [endedAt && seconds(endedAt), one.endedBy];
        return words(...of, place?.mcc, place?.mnc, seconds(lastAt), ...ended);
      })
      .sort(),
    happenings: happenings
      .map(({ kind, bytes, place, fromAt, toAt }) =>
        words(kind, bytes, place?.mcc, place?.mnc, roundedSeconds(fromAt), roundedSeconds(toAt)),
      )
      .sort(),
  };
}

/** As PostgreSQL rounds: a session that was ended a millisecond before the next one. */
const roundedSeconds = (at: Date) => Math.round(at.getTime() / 1_000);

describe('notices that are kept', () => {
  it('leave the sessions and the use that the rule gives, whatever is kept together', async () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 24, maxLength: 24 });
    await fc.assert(
      fc.asyncProperty(notices, cuts, async (drawn, sizes) => {
        const nas = newId();
        const received = toReceived(drawn, nas);
        let from = 0;
        for (const size of sizes) {
          const together = received.slice(from, from + size);
          if (together.length > 0) await keepNotices(db, together);
          from += size;
        }
        expect(await readKept(nas)).toEqual(describePlayed(play(received)));
      }),
      { numRuns: 150 },
    );
  });

  it('count once what two processes keep of the same sessions at once', async () => {
    const nas = newId();
    const sessions = Array.from({ length: 20 }, (_, number) => `s-${number}`);
    const of = (round: number, isReversed: boolean) => {
      const drawn = { status: 'interim', subscriber: '260060145143896' } as const;
      const sent = { place: 1, address: '10.0.0.1', isTimed: true } as const;
      const one = { ...drawn, ...sent, session: 0, late: 0 };
      const [received] = toReceived([{ ...one, input: round, output: round }], nas);
      const { notice, ...rest } = received as ReceivedNotice;
      const order = isReversed ? sessions.toReversed() : sessions;
      const at = new Date(BEGAN_MS + round * 1_000);
      return order.map((sessionId) => ({ ...rest, notice: { ...notice, sessionId, at } }));
    };
    const last = 12;
    for (let round = 0; round < last; round += 2) {
      await Promise.all([keepNotices(db, of(round, false)), keepNotices(db, of(round + 1, true))]);
    }
    const kept = await db.row<{ used: bigint; counted: bigint; sessions: number }>(sql`
      select (select sum(bytes)::bigint from radius_happenings where nas = ${nas}) as used,
        sum(input_bytes + output_bytes)::bigint as counted, count(*)::integer as sessions
      from radius_sessions where nas = ${nas}`);
    const expected = BigInt(sessions.length * (last - 1) * 2);
    expect(kept).toEqual({ used: expected, counted: expected, sessions: sessions.length });
  });
});
