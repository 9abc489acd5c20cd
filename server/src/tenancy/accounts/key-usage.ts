import { LRUCache } from 'lru-cache';
import type { Queryable } from '../../platform/db/database.ts';
import { type KeyUse, updateLastUse } from './api-key-store.ts';

/** Notes when keys were last used: off the request's path, and never at a request's cost. */
export type KeyUsage = {
  touch(use: KeyUse): void;
  /** Writes what was noted and not yet written. */
  flush(): Promise<void>;
};

/** A key's time is written at most this often by one process. */
export const WRITTEN_EVERY_MS = 60_000;
const FLUSH_AFTER_MS = 1_000;
const MAX_KEYS = 10_000;

export function trackKeyUsage({ db, clock }: { db: Queryable; clock: () => number }): KeyUsage {
  const notedAt = new LRUCache<string, number>({ max: MAX_KEYS });
  let pending = new Map<string, KeyUse>();
  let timer: NodeJS.Timeout | undefined;

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    if (pending.size === 0) return;
    const uses = [...pending.values()];
    pending = new Map();
    try {
      await updateLastUse(db, uses);
    } catch {
      // Not worth a retry of its own: the key's next use is noted again.
      for (const { clientId } of uses) notedAt.delete(clientId);
    }
  }

  return {
    touch(use) {
      const now = clock();
      const last = notedAt.get(use.clientId);
      if (last !== undefined && now - last < WRITTEN_EVERY_MS) return;
      notedAt.set(use.clientId, now);
      pending.set(use.clientId, use);
      timer ??= setTimeout(flush, FLUSH_AFTER_MS).unref();
    },
    flush,
  };
}
