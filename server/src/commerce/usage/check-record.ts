import {
  Mistake,
  readIccid,
  readId,
  readObject,
  readPlace,
  readTime,
  type Sent,
} from './check-report.ts';
import type { UsageRecord } from './usage-record.ts';

/** What can be wrong with a record itself, independent of its profile. */
export type Unusable = { recordId: string | null; reason: string };

/** Reads one record of a carrier's report; impossible values are answered, never guessed at. */
export function checkRecord(sent: unknown): UsageRecord | Unusable {
  try {
    return readRecord(readObject(sent));
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    return { recordId: shownId(sent), reason: error.message };
  }
}

function readRecord(sent: Sent): UsageRecord {
  const recordId = readId(sent, 'recordId');
  const iccid = readIccid(sent);
  const bytes = readBytes(sent);
  const { country, mcc, mnc } = readPlace(sent);
  const startedAt = readTime(sent, 'startedAt');
  const endedAt = readTime(sent, 'endedAt');
  if (endedAt < startedAt) throw new Mistake('endedAt must not be before startedAt');
  return { recordId, iccid, bytes, country, mcc, mnc, startedAt, endedAt };
}

function readBytes({ bytes }: Sent): bigint {
  if (Number.isSafeInteger(bytes) && (bytes as number) >= 0) return BigInt(bytes as number);
  throw new Mistake(`bytes must be a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`);
}

/** Returns the record's id as far as it is one, so that the carrier finds what it sent. */
function shownId(sent: unknown): string | null {
  const { recordId } = (sent ?? {}) as Sent;
  return typeof recordId === 'string' ? recordId.slice(0, 128) : null;
}
