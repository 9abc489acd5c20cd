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

/** A login with the client ID of a key and the wrong secret, a revoked key or from elsewhere. */
type RefusedLogin = Omit<Author, 'actor'> & {
  clientId: string;
  keyName: string | null;
  reason: string;
};

/** Writes what was refused to the audit log. It never waits and never fails a request. */
export type RefusedRequests = {
  note(refused: RefusedRequest): void;
  noteLogin(refused: RefusedLogin): void;
  /** Writes what has waited long enough. It runs by itself every second while there is some. */
  writeDue(): Promise<void>;
  /** Writes what is still in memory. */
  flush(): Promise<void>;
};

const FLUSH_AFTER_MS = 1_000;
/** Refusals of one kind leave an entry this often at first; the time doubles with each entry. */
const ENTRY_EVERY_MS = 60_000;
/** At most one entry an hour, however many requests are refused. */
const MAX_ENTRY_EVERY_MS = 3_600_000;
/** Callers choose what they are refused, so the kinds in memory are bounded. */
const MAX_KINDS = 1_000;

type Refused = { author: Author; action: string; target: string; after: Record<string, unknown> };
type Kind = Refused & { count: number; writtenAt: number; everyMs: number };

const UNWRITTEN = { writtenAt: Number.NEGATIVE_INFINITY, everyMs: ENTRY_EVERY_MS };

/**
 * Returns what samples refused requests and logins: the first of a kind (a caller, an operation, a
 * code) is written within a second, the others as one entry a minute with their number, and later
 * as one an hour.
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

  function isDue({ count, writtenAt, everyMs }: Kind, now: number): boolean {
    return count > 0 && now - writtenAt >= everyMs;
  }

  async function write(isWritten: (kind: Kind) => boolean): Promise<void> {
    const now = clock();
    const due = [...kinds.values()].filter(isWritten);
    const drafts = due.map(({ author, action, target, after, count }) => ({
      ...author,
      action,
      target,
      before: null,
      after: { ...after, count },
    }));
    for (const kind of due) {
      const isFirst = kind.writtenAt === Number.NEGATIVE_INFINITY;
      const everyMs = isFirst ? ENTRY_EVERY_MS : Math.min(2 * kind.everyMs, MAX_ENTRY_EVERY_MS);
      Object.assign(kind, { count: 0, writtenAt: now, everyMs });
    }
    for (const [name, { count, writtenAt, everyMs }] of kinds) {
      if (count === 0 && now - writtenAt >= everyMs) kinds.delete(name);
    }
    if (drafts.length > 0) await db.transaction((tx) => recordDrafts(tx, drafts)).catch(() => {});
  }

  const writeDue = () => write((kind) => isDue(kind, clock()));

  function schedule(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      writeDue().finally(() => {
        if (kinds.size > 0) schedule();
      });
    }, FLUSH_AFTER_MS).unref();
  }

  function count(refused: Refused): void {
    const { author, action, target, after } = refused;
    const who = [author.accountId, actorIdOf(author.actor)];
    const name = JSON.stringify([...who, action, target, after]);
    const kind = kinds.get(name) ?? { ...refused, count: 0, ...UNWRITTEN };
    if (kinds.size >= MAX_KINDS && !kinds.has(name)) return;
    kind.count += 1;
    kinds.set(name, kind);
    schedule();
  }

  return {
    note({ author, operation, code }) {
      count({ author, action: 'request.refused', target: operation, after: { code } });
    },
    noteLogin({ clientId, keyName, reason, ...where }) {
      // The caller is unknown: the key is the target of the entry, not its actor.
      const author = { ...where, actor: { kind: 'platform', name: 'Sign-in' } as const };
      const after = { name: keyName, reason };
      count({ author, action: 'api_key.sign_in_failed', target: clientId, after });
    },
    writeDue,
    flush() {
      clearTimeout(timer);
      timer = undefined;
      return write(({ count }) => count > 0);
    },
  };
}
