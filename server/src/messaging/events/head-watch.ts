import type { Queryable } from '../../platform/db/database.ts';
import { selectLastSequences } from './store.ts';

/** How often the process reads new events; one statement for all watched accounts. */
const WATCH_MS = 250;

export type HeadWatch = {
  /** Calls `notify` once the account has an event beyond this sequence. Returns how to stop it. */
  beyond(accountId: string, sequence: bigint, notify: () => void): () => void;
  stop(): void;
};

type Watcher = { accountId: string; sequence: bigint; notify: () => void };

/** Watches the event logs of some accounts with one statement each quarter of a second. */
export function createHeadWatch(db: Queryable): HeadWatch {
  const watchers = new Set<Watcher>();
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  async function look(): Promise<void> {
    const accounts = [...new Set([...watchers].map(({ accountId }) => accountId))];
    // Without the database there is no news; the next look asks again.
    const heads = await selectLastSequences(db, accounts).catch(() => new Map<string, bigint>());
    for (const { accountId, sequence, notify } of watchers) {
      if ((heads.get(accountId) ?? 0n) > sequence) notify();
    }
    timer = undefined;
    schedule();
  }

  function schedule(): void {
    if (timer || isStopped || watchers.size === 0) return;
    timer = setTimeout(look, WATCH_MS);
    timer.unref();
  }

  return {
    beyond(accountId, sequence, notify) {
      const watcher = { accountId, sequence, notify };
      watchers.add(watcher);
      schedule();
      return () => watchers.delete(watcher);
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
