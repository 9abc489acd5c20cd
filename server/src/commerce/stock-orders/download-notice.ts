import { createHash } from 'node:crypto';
import { describeStatusCode, pairOf, readStatusCode } from '../../connectivity/carriers/index.ts';
import { isEid } from '../../kernel/eid.ts';
import { toIccid } from '../../kernel/iccid.ts';

/** What a notice says of a profile on its phone. */
export type ShownState = 'installed' | 'disabled' | 'removed' | 'failed';

/** A notice of an SM-DP+ about a download, or about what followed (handleDownloadProgressInfo). */
export type DownloadNotice = {
  iccid: string;
  /** Equal for a notice that is sent again. */
  id: string;
  /** The notification point: 1 to 4 by SGP.22; vendors have more. */
  point: string;
  /** `Executed-Success`, `Failed` or another word. */
  status: string;
  detail: string | null;
  shows: ShownState | null;
  eid: string | null;
  /** Null if the notice has no readable time. */
  occurredAt: Date | null;
};

const INSTALLED = '4';
/** Of China Mobile International and others. */
const VENDOR_POINTS: Readonly<Record<string, ShownState>> = {
  '5': 'removed',
  '101': 'installed',
  '102': 'disabled',
};
/** The limit of retries is reached: the profile can be downloaded no more. */
const RETRIES_USED_UP = '8.8.5/6.4';
const LONGEST = 40;

type Sent = Readonly<Record<string, unknown>>;

/**
 * Reads a notice: points as integers and digit strings, times as ISO texts and in epoch seconds or
 * milliseconds, `timestamp` and `timeStamp`. Returns undefined for what names no profile.
 */
export function readDownloadNotice(json: unknown): DownloadNotice | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  const sent = json as Sent;
  const iccid = toIccid(wordOf(sent.iccid));
  if (!/^89[0-9A-F]{16,18}$/.test(iccid)) return undefined;
  const point = wordOf(sent.notificationPointId).replace(/^0+(?=\d)/, '') || 'unknown';
  const outcome = recordOf(sent.notificationPointStatus);
  const status = wordOf(outcome.status) || 'unknown';
  const code = readStatusCode(outcome);
  const isDone = /^executed/i.test(status);
  const occurredAt = readTime(sent.timestamp ?? sent.timeStamp);
  const eid = wordOf(sent.eid);
  const said = [point, status, code && pairOf(code), occurredAt?.toISOString() ?? ''];
  return {
    ...{ iccid, point, status, occurredAt },
    id: createHash('sha256').update(said.join(' ')).digest('hex').slice(0, 32),
    detail: code && describeStatusCode(code),
    shows: isDone ? stateAt(point) : stateAfter(code && pairOf(code)),
    eid: isEid(eid) ? eid : null,
  };
}

function stateAt(point: string): ShownState | null {
  return point === INSTALLED ? 'installed' : (VENDOR_POINTS[point] ?? null);
}

/** A failed download can be tried again, until the SM-DP+ allows no more. */
function stateAfter(pair: string | null): ShownState | null {
  return pair === RETRIES_USED_UP ? 'failed' : null;
}

function recordOf(value: unknown): Sent {
  return typeof value === 'object' && value !== null ? (value as Sent) : {};
}

function wordOf(value: unknown): string {
  const isWord = typeof value === 'string' || typeof value === 'number';
  return isWord ? String(value).trim().replaceAll('\0', '').slice(0, LONGEST) : '';
}

const EARLIEST = new Date('2000-01-01T00:00:00Z');
const LATEST = new Date('2100-01-01T00:00:00Z');
const DATE_AND_TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/i;
const DIGITS = /^\d{9,14}$/;
/** Seconds until the year 5138; more are milliseconds. */
const MOST_SECONDS = 99_999_999_999;

function readTime(value: unknown): Date | null {
  const text = wordOf(value);
  if (DIGITS.test(text)) {
    const number = Number(text);
    return new Date(number > MOST_SECONDS ? number : number * 1_000);
  }
  if (!DATE_AND_TIME.test(text)) return null;
  // A time without a zone is UTC.
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/i.test(text);
  const at = new Date(hasZone ? text : `${text}Z`);
  return at >= EARLIEST && at < LATEST ? at : null;
}
