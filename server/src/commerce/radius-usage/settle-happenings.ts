import {
  claimHappenings,
  deleteHappenings,
  type KeptHappening,
  requestDisconnects,
} from '../../connectivity/radius/index.ts';
import { groupBy } from '../../kernel/group-by.ts';
import type { Database } from '../../platform/db/database.ts';
import {
  findUsedUp,
  RECORD_PREFIXES,
  reportProfileEvents,
  reportUsage,
  type UsageLane,
} from '../usage/index.ts';

export type SettlingParts = { db: Database; usageLane: UsageLane; realNow: () => Date };

const AT_ONCE = 1_000;
/** After so long another process settles what one did not live to settle. */
const LEASE_MS = 60_000;

/**
 * Reports the attachments, detachments and usage of RADIUS packets by the verbs that reports of
 * every carrier use. Those count each ID once, so a report repeated after a crash changes nothing.
 * Queues a disconnect for sessions whose usage no package covered. Returns the number of settled
 * rows.
 */
export async function settleHappenings(parts: SettlingParts): Promise<number> {
  const claimed = await claimHappenings(parts.db, { limit: AT_ONCE, leaseMs: LEASE_MS });
  for (const [carrier, rows] of groupBy(claimed, ({ carrier }) => carrier)) {
    await settleOfCarrier(parts, carrier, rows);
  }
  return claimed.length;
}

async function settleOfCarrier(
  parts: SettlingParts,
  carrier: string,
  rows: readonly KeptHappening[],
): Promise<void> {
  const { db } = parts;
  const of = (kind: KeptHappening['kind']) => rows.filter((one) => one.kind === kind);
  const [joined, used, left] = [of('attach').filter(hasPlace), of('usage'), of('detach')];
  if (joined.length > 0) await reportProfileEvents(parts, carrier, joined.map(toEvent));
  const uncovered = await charge(parts, carrier, used);
  if (left.length > 0) await reportProfileEvents(parts, carrier, left.map(toEvent));
  await db.transaction(async (tx) => {
    if (uncovered.length > 0) await requestDisconnects(tx, uncovered);
    await deleteHappenings(
      tx,
      rows.map(({ id }) => id),
    );
  });
}

/** Charges usage and returns that of eSIMs which have nothing left for more of it. */
async function charge(
  parts: SettlingParts,
  carrier: string,
  used: readonly KeptHappening[],
): Promise<KeptHappening[]> {
  const reported = await reportUsage(parts, carrier, used.map(toRecord));
  const uncovered = used.filter((_, index) => {
    const one = reported[index];
    // A duplicate was charged by a process that died before it came to this.
    return one?.outcome === 'duplicate' || (one?.outcome === 'counted' && one.uncoveredBytes > 0n);
  });
  if (uncovered.length === 0) return [];
  const isUsedUp = await findUsedUp(parts, carrier, uncovered.map(toRecord));
  return uncovered.filter((_, index) => isUsedUp[index]);
}

function toEvent(one: KeptHappening) {
  const { id, kind, toAt } = one;
  const place = kind === 'attach' ? placeOf(one) : {};
  return { eventId: `radius:${id}`, ...nameOf(one), type: kind, ...place, at: toAt.toISOString() };
}

function toRecord(one: KeptHappening) {
  return {
    recordId: RECORD_PREFIXES.radius + one.id,
    ...nameOf(one),
    bytes: Number(one.bytes),
    ...placeOf(one),
    startedAt: one.fromAt.toISOString(),
    endedAt: one.toAt.toISOString(),
    source: { nas: one.nas, sessionId: one.sessionId },
  };
}

const IMSI_DIGITS = 15;

/** Other names than an ICCID stand as the IMSI, so that a rejected record shows them. */
function nameOf({ subscriber }: KeptHappening) {
  const isIccid =
    subscriber !== null && /^\d+$/.test(subscriber) && subscriber.length > IMSI_DIGITS;
  return isIccid ? { iccid: subscriber } : { imsi: subscriber };
}

function placeOf({ mcc, mnc, country }: KeptHappening) {
  return mcc !== null && mnc !== null ? { mcc, mnc } : { country };
}

function hasPlace({ mcc, country }: KeptHappening): boolean {
  return mcc !== null || country !== null;
}
