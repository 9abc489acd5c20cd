import type { Queryable } from '../../platform/db/database.ts';
import type { AnsweredRequest } from '../../platform/http/observed-requests.ts';
import { isKept, type RecordDraft, toRecord } from './request-record.ts';
import { insertRequests } from './store.ts';

/** Keeps requests after they were answered. It never waits and never fails a request. */
export type RequestLog = {
  keep(answered: AnsweredRequest): void;
  /** Writes what is still in memory. */
  flush(): Promise<void>;
  /** Returns how many requests were not kept, by reason. */
  lost(): { limited: number; failed: number };
};

const FLUSH_AFTER_MS = 1_000;
const BATCH = 250;
/** In a second, for an account and for the server. Of errors, up to twice as many are kept. */
export const MAX_OF_ACCOUNT = 100;
export const MAX_OF_SERVER = 500;

type Window = { second: number; all: number; ofAccounts: Map<string, number> };

export function createRequestLog({
  db,
  clock,
}: {
  db: Queryable;
  /** Milliseconds of real time. */
  clock: () => number;
}): RequestLog {
  const lost = { limited: 0, failed: 0 };
  let window: Window = { second: 0, all: 0, ofAccounts: new Map() };
  let pending: RecordDraft[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  function admits({ context: { accountId }, status }: AnsweredRequest, now: number): boolean {
    const second = Math.floor(now / 1_000);
    if (second !== window.second) window = { second, all: 0, ofAccounts: new Map() };
    const ofAccount = window.ofAccounts.get(accountId) ?? 0;
    const factor = status >= 400 ? 2 : 1;
    if (ofAccount >= MAX_OF_ACCOUNT * factor || window.all >= MAX_OF_SERVER * factor) return false;
    window.ofAccounts.set(accountId, ofAccount + 1);
    window.all += 1;
    return true;
  }

  async function write(kept: readonly RecordDraft[]): Promise<void> {
    for (let start = 0; start < kept.length; start += BATCH) {
      const batch = kept.slice(start, start + BATCH);
      // While the database is unavailable, requests fail anyway; the log does not wait for it.
      await insertRequests(db, batch).catch(() => {
        lost.failed += batch.length;
      });
    }
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const kept = pending;
    pending = [];
    if (kept.length > 0) writing = writing.then(() => write(kept));
    return writing;
  }

  return {
    keep(answered) {
      if (!isKept(answered)) return;
      const now = clock();
      if (!admits(answered, now)) {
        lost.limited += 1;
        return;
      }
      // At once: a second of contexts and bodies would have to be moved by the garbage collector.
      pending.push(toRecord(answered, new Date(now)));
      timer ??= setTimeout(flush, FLUSH_AFTER_MS).unref();
    },
    flush,
    lost: () => ({ ...lost }),
  };
}
