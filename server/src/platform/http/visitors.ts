import type { IncomingHttpHeaders } from 'node:http';
import type { Change } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Database, Tx } from '../db/database.ts';
import type { Request } from './typed-app.ts';

/** The caller, as far as the request identifies it. */
export type Visit = {
  headers: IncomingHttpHeaders;
  method: string;
  remoteAddress: string;
  requestId: string;
};

export function visitOf(request: Request): Visit {
  const { headers, method, ip: remoteAddress, id: requestId } = request;
  return { headers, method, remoteAddress, requestId };
}

/** The scope of a verb about the visitor's own sign-in, inside a transaction. */
export type VisitTx = { db: Tx; visit: Visit; now: Date; changes: Change[] };

/**
 * The scope of a call about the visitor's own sign-in. Hashing must not happen inside a
 * transaction, so such a call opens its transaction itself, by `commit`.
 */
export type VisitScope = {
  db: Database;
  visit: Visit;
  /** Real time, which rules everything about signing in. */
  now: Date;
  /**
   * Runs `work` in one transaction together with its audit entries. A `Refusal` that `work` returns
   * is thrown after the commit: what was counted before it stays counted.
   */
  commit<T>(work: (scope: VisitTx) => Promise<T | Refusal>): Promise<T>;
};

/** The same for a visitor who has signed in. */
export type PersonScope<Session> = VisitScope & { session: Session };

/** What the routes of visitors need of the people who sign in. */
export type Visitors<Session> = {
  /** Throws `forbidden` for a call from a page of another origin. */
  refuseForeign(visit: Visit): void;
  /** Throws `missing_token`, `forbidden`, `invalid_token`. */
  readSession(visit: Visit): Promise<Session>;
  /** Writes audit entries; each names the person it concerns, unless it is the session's. */
  record(
    tx: Tx,
    by: { visit: Visit; session: Session | undefined },
    changes: readonly Change[],
  ): Promise<void>;
  now(): Date;
};

type Parts<Session> = { db: Database; visitors: Visitors<Session> };

export function visitScopeOf<Session>(
  { db, visitors }: Parts<Session>,
  visit: Visit,
  session?: Session,
): VisitScope {
  const now = visitors.now();
  return {
    db,
    visit,
    now,
    async commit(work) {
      const outcome = await db.transaction(async (tx) => {
        const changes: Change[] = [];
        const result = await work({ db: tx, visit, now, changes });
        if (changes.length > 0) await visitors.record(tx, { visit, session }, changes);
        return result;
      });
      if (outcome instanceof Refusal) throw outcome;
      return outcome;
    },
  };
}
