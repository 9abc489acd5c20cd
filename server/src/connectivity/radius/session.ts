import type { AccountingNotice } from './accounting-notice.ts';
import type { Place } from './location.ts';

/** What is known of a session of a NAS; NAS that restart may use its ID again. */
export type Session = {
  nas: string;
  sessionId: string;
  /** Counts the sessions that had this ID before. */
  generation: number;
  subscriber: string | null;
  inputBytes: bigint;
  outputBytes: bigint;
  place: Place | null;
  startedAt: Date;
  /** When the latest thing that is known happened. */
  lastAt: Date;
  endedAt: Date | null;
  /** Its own end, or that its NAS shut down or has started again. */
  endedBy: 'stop' | 'off' | 'on' | null;
  identity: Buffer;
};

/** What follows from a packet for the eSIM: a network joined, octets used, a network left. */
export type Happening = {
  kind: 'attach' | 'usage' | 'detach';
  bytes: bigint;
  place: Place | null;
  fromAt: Date;
  toAt: Date;
};

/** The largest error in the time of a repeated packet that has no time of its own. */
const REPEATED_WITHIN_MS = 60_000;

/** The sessions as they are now, those that changed, and what follows. */
export type Outcome = { changed: Session[]; happenings: Happening[] };

/**
 * Applies what a NAS says about a session to the known ones with its ID, oldest first. Counters are
 * cumulative: what exceeds the known ones is used, and packets that are repeated, late or out of
 * order add nothing.
 */
export function applyNotice(known: readonly Session[], notice: AccountingNotice): Outcome {
  const own = known.filter((one) => isSubscriberOf(one, notice));
  const latest = own.at(-1);
  if (latest && !beginsAnother(latest, notice)) {
    const found = own.find(({ endedAt }) => endedAt === null || notice.at <= endedAt);
    return advance(found ?? latest, notice);
  }
  const begun = begin(notice, known.at(-1)?.generation);
  if (!latest || latest.endedAt) return begun;
  const ended = endBefore(latest, notice.at);
  return {
    changed: [...ended.changed, ...begun.changed],
    happenings: [...ended.happenings, ...begun.happenings],
  };
}

function isSubscriberOf({ subscriber }: Session, notice: AccountingNotice): boolean {
  return notice.subscriber === null || subscriber === null || subscriber === notice.subscriber;
}

/**
 * Returns whether the NAS has used the ID again: because it began a session after the end of the
 * last one, or has restarted. Without times only counters that fell prove a restart.
 */
function beginsAnother(latest: Session, notice: AccountingNotice): boolean {
  const { status, at, isTimed } = notice;
  const { endedAt, endedBy, lastAt } = latest;
  if (endedAt === null) return status === 'start' && isTimed && at > lastAt;
  if (at.getTime() <= endedAt.getTime() + (isTimed ? 0 : REPEATED_WITHIN_MS)) return false;
  return status === 'start' || (endedBy === 'on' && (isTimed || hasFallen(latest, notice)));
}

function hasFallen(latest: Session, { inputBytes, outputBytes }: AccountingNotice): boolean {
  return inputBytes < latest.inputBytes || outputBytes < latest.outputBytes;
}

/** Ends a session whose NAS has restarted without saying so. */
function endBefore(session: Session, at: Date): Outcome {
  const endedAt = new Date(at.getTime() - 1);
  const { place } = session;
  return {
    changed: [{ ...session, endedAt, endedBy: 'on' }],
    happenings: [{ kind: 'detach', bytes: 0n, place, fromAt: endedAt, toAt: endedAt }],
  };
}

function begin(notice: AccountingNotice, before: number | undefined): Outcome {
  const { nas, sessionId, subscriber, place, at, identity, status } = notice;
  const session: Session = {
    nas,
    sessionId,
    generation: before === undefined ? 0 : before + 1,
    subscriber,
    inputBytes: 0n,
    outputBytes: 0n,
    place,
    startedAt: at,
    lastAt: at,
    endedAt: null,
    endedBy: null,
    identity: identity(),
  };
  const joins = status !== 'stop' && place !== null;
  const attach = { kind: 'attach', bytes: 0n, place, fromAt: at, toAt: at } as const;
  const happenings: Happening[] = joins ? [attach] : [];
  const grown = advance(session, notice);
  return {
    changed: [grown.changed[0] ?? session],
    happenings: [...happenings, ...grown.happenings],
  };
}

function advance(before: Session, notice: AccountingNotice): Outcome {
  const session = { ...before };
  const happenings: Happening[] = [];
  const isNews = notice.at >= before.lastAt;
  join(session, notice, { isNews, happenings });
  count(session, notice, happenings);
  if (notice.at > session.lastAt) session.lastAt = notice.at;
  session.subscriber ??= notice.subscriber;
  end(session, notice, happenings);
  return { changed: isSame(before, session) ? [] : [session], happenings };
}

function join(
  session: Session,
  { place, at, status }: AccountingNotice,
  { isNews, happenings }: { isNews: boolean; happenings: Happening[] },
): void {
  if (!isNews || !place || isSamePlace(session.place, place)) return;
  session.place = place;
  if (status === 'stop' || session.endedAt) return;
  happenings.push({ kind: 'attach', bytes: 0n, place, fromAt: at, toAt: at });
}

function count(session: Session, notice: AccountingNotice, happenings: Happening[]): void {
  const { inputBytes, outputBytes, at, place } = notice;
  const input = inputBytes > session.inputBytes ? inputBytes - session.inputBytes : 0n;
  const output = outputBytes > session.outputBytes ? outputBytes - session.outputBytes : 0n;
  if (input + output === 0n) return;
  session.inputBytes += input;
  session.outputBytes += output;
  const fromAt = at < session.lastAt ? at : session.lastAt;
  const bytes = input + output;
  happenings.push({ kind: 'usage', bytes, place: place ?? session.place, fromAt, toAt: at });
}

function end(session: Session, { status, at }: AccountingNotice, happenings: Happening[]): void {
  if (status !== 'stop' || session.endedAt) return;
  session.endedAt = at > session.lastAt ? at : session.lastAt;
  session.endedBy = 'stop';
  const { place, endedAt } = session;
  happenings.push({ kind: 'detach', bytes: 0n, place, fromAt: endedAt, toAt: endedAt });
}

function isSame(one: Session, other: Session): boolean {
  return (
    one.inputBytes === other.inputBytes &&
    one.outputBytes === other.outputBytes &&
    one.lastAt === other.lastAt &&
    one.endedAt === other.endedAt &&
    one.subscriber === other.subscriber &&
    one.place === other.place
  );
}

function isSamePlace(one: Place | null, other: Place): boolean {
  return one?.mcc === other.mcc && one.mnc === other.mnc;
}
