import { type Author, actorIdOf } from '../../kernel/context.ts';
import type { Database } from '../../platform/db/database.ts';
import { recordDrafts } from './record-changes.ts';

/** A request that was refused because of who asked. */
type RefusedRequest = {
  author: Author;
  /** The operation ID, or the route. */
  operation: string;
  code: string;
};

/** Writes refused requests to the audit log. It never waits and never fails a request. */
export type RefusedRequests = {
  note(refused: RefusedRequest): void;
  /** Writes what is still in memory. */
  flush(): Promise<void>;
};

const FLUSH_AFTER_MS = 1_000;
/** Refusals of one kind leave an entry this often. */
const ENTRY_EVERY_MS = 60_000;
/** Callers choose what they are refused, so the kinds in memory are bounded. */
const MAX_KINDS = 1_000;

type Kind = RefusedRequest & { count: number; writtenAt: number };

/**
 * Returns what samples refused requests: the first of a kind (a caller, an operation, a code) is
 * written within a second, the others as one entry a minute with their number.
 */
export function createRefusedRequests({
  db,
  clock,
}: {
  db: Database;
  /** Milliseconds of real time. */
  clock: () => number;
}): RefusedRequests {
  const kinds = new Map<string, Kind>();
  let timer: NodeJS.Timeout | undefined;

  function isDue({ count, writtenAt }: Kind, now: number): boolean {
    return count > 0 && now - writtenAt >= ENTRY_EVERY_MS;
  }

  async function write(isWritten: (kind: Kind) => boolean): Promise<void> {
    const now = clock();
    const due = [...kinds.values()].filter(isWritten);
    const drafts = due.map(({ author, operation, code, count }) => ({
      ...author,
      action: 'request.refused',
      target: operation,
      before: null,
      after: { code, count },
    }));
    for (const kind of due) Object.assign(kind, { count: 0, writtenAt: now });
    for (const [name, kind] of kinds) {
      if (kind.count === 0 && now - kind.writtenAt >= ENTRY_EVERY_MS) kinds.delete(name);
    }
    if (drafts.length > 0) await db.transaction((tx) => recordDrafts(tx, drafts)).catch(() => {});
  }

  function schedule(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      write((kind) => isDue(kind, clock())).finally(() => {
        if (kinds.size > 0) schedule();
      });
    }, FLUSH_AFTER_MS).unref();
  }

  return {
    note(refused) {
      const { author, operation, code } = refused;
      const name = [author.accountId, actorIdOf(author.actor), operation, code].join('/');
      const kind = kinds.get(name) ?? { ...refused, count: 0, writtenAt: Number.NEGATIVE_INFINITY };
      if (kinds.size >= MAX_KINDS && !kinds.has(name)) return;
      kind.count += 1;
      kinds.set(name, kind);
      schedule();
    },
    flush() {
      clearTimeout(timer);
      timer = undefined;
      return write(({ count }) => count > 0);
    },
  };
}
