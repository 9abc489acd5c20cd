import type { Database } from '../../platform/db/database.ts';
import {
  keepRejected,
  type ReportedUse,
  shareReport,
  type UsageLane,
  type UsageShare,
} from '../usage/index.ts';
import { splitLines, withoutMark } from './decode-lines.ts';
import { claimFile, failFile, finishPart, releaseFile } from './file-store.ts';
import { createByteReader, isBlank } from './open-lines.ts';
import {
  claimShare,
  countShare,
  deletePart,
  deleteParts,
  insertErrors,
  selectErrors,
  selectPart,
  sumShares,
} from './part-store.ts';
import type { SentRecord } from './read-line.ts';
import type { LineError, OpenFile } from './usage-file.ts';

export type ChargeParts = {
  db: Database;
  usageLane: UsageLane;
  onError(error: unknown, fileId: string): void;
};

const LEASE_MS = 60_000;
const PAUSE_MS = 5_000;
const TEXT_KEPT = 1_000;

/**
 * Charges the files that wait, one after the other, until none is left or the signal says so.
 * Several processes work at several files. Returns the number of parts.
 */
export async function chargeFiles(
  parts: ChargeParts,
  { signal, id }: { signal?: AbortSignal; id?: string } = {},
): Promise<number> {
  let charged = 0;
  while (!signal?.aborted) {
    const file = await claimFile(parts.db, { leaseMs: LEASE_MS, id: id ?? null });
    if (!file) break;
    charged += await chargeFile(parts, file, signal).catch(async (error: unknown) => {
      parts.onError(error, file.id);
      await releaseFile(parts.db, { id: file.id, pauseMs: PAUSE_MS });
      return 0;
    });
  }
  return charged;
}

async function chargeFile(
  parts: ChargeParts,
  file: OpenFile,
  signal: AbortSignal | undefined,
): Promise<number> {
  let part = file.nextPart;
  for (let isOpen = true; isOpen; part += 1) {
    if (signal?.aborted) {
      await releaseFile(parts.db, { id: file.id, pauseMs: 0 });
      break;
    }
    isOpen = await chargePart(parts, file, part);
  }
  return part - file.nextPart;
}

/**
 * Charges a part. Whatever happens within it, it can be repeated: each account's records are marked
 * as charged in the transaction that charges them. Returns false after the last part, or when
 * another process has gone on with the file.
 */
async function chargePart(
  { db, usageLane }: ChargeParts,
  file: OpenFile,
  part: number,
): Promise<boolean> {
  const kept = await selectPart(db, { fileId: file.id, part });
  if (!kept) return false;
  const lines = splitLines(kept.lines);
  const { records, errors } = readLines(file, { lines, firstLine: kept.firstLine });
  if (part === 0 && records.length === 0 && errors.length > 0) return failUnread(db, file, errors);
  const sent = records.map(({ record }) => record);
  const { shares, rejected } = await shareReport(db, file.carrier, sent);
  await Promise.all(
    shares.map(({ places, ...share }) => {
      const settled = shareOf(file, { part, records: places.map((at) => records[at] as Read) });
      return usageLane.submit(share.accountId, { ...share, settled });
    }),
  );
  const unowned = rejected.map(({ place, reason }) => toError(records[place] as Read, reason));
  const last = kept.firstLine + lines.length - 1;
  const place = { after: kept.firstLine - 1, limit: lines.length };
  const ofAccounts = (await selectErrors(db, file.id, place)).filter(({ line }) => line <= last);
  const uncharged = new Map([...unowned, ...ofAccounts].map((one) => [one.line, one]));
  await keepRejected(db, file.carrier, rejectedOf(records, uncharged));
  return finish(db, file, {
    part,
    lines: lines.length,
    errors: [...errors, ...uncharged.values()],
  });
}

type Finishing = { part: number; lines: number; errors: readonly LineError[] };

async function finish(db: Database, file: OpenFile, { part, lines, errors }: Finishing) {
  return db.transaction(async (tx) => {
    const of = { fileId: file.id, part };
    const sums = await sumShares(tx, of);
    const counts = { ...sums, lines, rejected: errors.length };
    const done = await finishPart(tx, { ...counts, id: file.id, part, leaseMs: LEASE_MS });
    if (!done) return false;
    await insertErrors(tx, file.id, errors);
    await deletePart(tx, of);
    return done.state === 'waiting';
  });
}

/** A file of which no line can be read by its format is not tried to the end. */
async function failUnread(db: Database, file: OpenFile, errors: readonly LineError[]) {
  const what =
    errors.length === 1 ? 'The line cannot' : `None of the first ${errors.length} lines can`;
  const fault = `${what} be read by the format of ${file.carrier}.`;
  await db.transaction(async (tx) => {
    await failFile(tx, { id: file.id, fault, rejected: errors.length });
    await insertErrors(tx, file.id, errors);
    await deleteParts(tx, file.id);
  });
  return false;
}

type Read = { line: number; text: string; record: SentRecord };

function readLines(
  { format, heading, linesBefore }: OpenFile,
  { lines, firstLine }: { lines: readonly Buffer[]; firstLine: number },
): { records: Read[]; errors: LineError[] } {
  const reader = createByteReader(format, heading);
  const records: Read[] = [];
  const errors: LineError[] = [];
  for (const [index, bytes] of lines.entries()) {
    const line = firstLine + index;
    if (line <= linesBefore || isBlank(bytes)) continue;
    const { text, read } = reader(line === 1 ? withoutMark(bytes) : bytes);
    if ('record' in read) records.push({ line, text, record: read.record });
    else errors.push(toError({ line, text }, read.reason));
  }
  return { records, errors };
}

function toError({ line, text }: Pick<Read, 'line' | 'text'>, reason: string): LineError {
  return { line, text: text.slice(0, TEXT_KEPT), reason };
}

/** Charges the records of an account once, and keeps with the charge what became of them. */
function shareOf(
  { id: fileId }: OpenFile,
  { part, records }: { part: number; records: readonly Read[] },
): NonNullable<UsageShare['settled']> {
  return {
    claim: (tx, accountId) => claimShare(tx, { accountId, fileId, part }),
    async keep(tx, accountId, uses) {
      const counted = uses.flatMap((use) => (use.outcome === 'counted' ? [use] : []));
      const countedBytes = counted.reduce(
        (sum, use) => sum + use.consumedBytes + use.uncoveredBytes,
        0n,
      );
      const repeated = uses.filter(({ outcome }) => outcome === 'duplicate').length;
      await countShare(tx, {
        accountId,
        fileId,
        part,
        counted: counted.length,
        repeated,
        countedBytes,
      });
      await insertErrors(tx, fileId, errorsOf(records, uses));
    },
  };
}

function errorsOf(records: readonly Read[], uses: readonly ReportedUse[]): LineError[] {
  return uses.flatMap((use, index) =>
    use.outcome === 'rejected' ? [toError(records[index] as Read, use.reason)] : [],
  );
}

function rejectedOf(records: readonly Read[], uncharged: ReadonlyMap<number, LineError>) {
  return records.flatMap(({ line, record }) => {
    const error = uncharged.get(line);
    return error ? [{ sent: record, reason: error.reason }] : [];
  });
}
