import { LRUCache } from 'lru-cache';
import type { Queryable } from '../../platform/db/database.ts';
import { type SessionRow, selectSession, updateSeen } from './session-store.ts';

export type Session = SessionRow & {
  token: string;
  /** The view of a reseller's portal by which the person reads. */
  view?: { id: string; endsAt: Date };
};

/** A revocation reaches other processes after this time, and this one at once. */
const SESSION_CACHE_MS = 5_000;
const MAX_SESSIONS = 10_000;
/** An unused session ends after this time (ASVS 3.3.2). */
export const SESSION_IDLE_MS = 12 * 3_600_000;
/** How exactly its last use is kept. */
const SEEN_EVERY_MS = 5 * 60_000;

type Entry = {
  until: number;
  row: Promise<SessionRow | undefined>;
  /** What was read, once it has been. */
  known?: SessionRow | undefined;
};

/** The sessions that this process has read lately. */
export type SessionCache = {
  lookUp(token: string): Promise<Session | undefined>;
  invalidateWhere(concerns: (row: SessionRow) => boolean): void;
};

export function createSessionCache(parts: { db: Queryable; clock: () => number }): SessionCache {
  const { clock } = parts;
  const entries = new LRUCache<string, Entry>({ max: MAX_SESSIONS });

  // As with keys: the age counts from before the read, and an invalidated read in progress serves
  // only the callers that already wait for it.
  function load(token: string): Promise<SessionRow | undefined> {
    const idleSince = new Date(clock() - SESSION_IDLE_MS);
    const row = selectSession(parts.db, { token, idleSince });
    const entry: Entry = { until: clock() + SESSION_CACHE_MS, row };
    entries.set(token, entry);
    row.then(
      (read) => {
        entry.known = read;
        if (read) touch(read);
      },
      () => {
        if (entries.get(token) === entry) entries.delete(token);
      },
    );
    return row;
  }

  /** Records the use in the background. A use that is lost is recorded at the next one. */
  function touch({ sessionId, seenAt }: SessionRow): void {
    const now = clock();
    if (now - seenAt.getTime() < SEEN_EVERY_MS) return;
    updateSeen(parts.db, sessionId, new Date(now)).catch(() => {});
  }

  async function lookUp(token: string): Promise<Session | undefined> {
    const entry = entries.get(token);
    const row = await (entry && clock() < entry.until ? entry.row : load(token));
    return row && row.expiresAt.getTime() > clock() ? { ...row, token } : undefined;
  }

  function invalidateWhere(concerns: (row: SessionRow) => boolean): void {
    for (const [token, { known }] of [...entries.entries()]) {
      if (!known || concerns(known)) entries.delete(token);
    }
  }

  return { lookUp, invalidateWhere };
}
