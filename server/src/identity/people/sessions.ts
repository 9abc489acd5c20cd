import type { IncomingHttpHeaders } from 'node:http';
import { LRUCache } from 'lru-cache';
import type { AccountMode, Context } from '../../kernel/context.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { SCOPES_OF_ROLE } from './roles.ts';
import type { OriginCheck } from './same-origin.ts';
import type { SessionCookies } from './session-cookie.ts';
import { type SessionRow, selectSession } from './session-store.ts';

/** What a call brings to say who it is, when it has no token. */
export type Visit = {
  headers: IncomingHttpHeaders;
  method: string;
  remoteAddress: string;
  requestId: string;
};

export type Session = SessionRow & { token: string };

/** People's sessions, read at most once in `SESSION_CACHE_MS` for each. */
export type Sessions = {
  /**
   * The session of a call. Refuses `missing_token`, `forbidden` (a change that does not come from
   * our own pages), `invalid_token` (over, revoked or never there).
   */
  read(visit: Visit): Promise<Session>;
  /** The session, if there is one: for what works without too. */
  find(visit: Visit): Promise<Session | undefined>;
  /**
   * The context of a call with a session, on the account that `X-Account` names. Refuses as `read`,
   * then `forbidden` (no organization), `invalid_request` (no such account).
   */
  authenticate(visit: Visit): Promise<Context>;
  /** For after a commit that changed a person's sessions, role or name. */
  forgetPerson(personId: string): void;
  /** For after a commit that changed an account's rules or clock. */
  forgetAccount(accountId: string): void;
};

/** Other processes know of a revocation after this long; this one knows at once. */
export const SESSION_CACHE_MS = 5_000;
const MAX_SESSIONS = 10_000;

type Entry = {
  until: number;
  row: Promise<SessionRow | undefined>;
  /** What was read, once it has been. */
  known?: SessionRow | undefined;
};

export type SessionParts = {
  db: Queryable;
  cookies: SessionCookies;
  origin: OriginCheck;
  /** The account of calls that name none. */
  usualMode: AccountMode;
  clock: () => number;
};

export function createSessions(parts: SessionParts): Sessions {
  const { clock } = parts;
  const entries = new LRUCache<string, Entry>({ max: MAX_SESSIONS });

  // As with keys: the age counts from before the read, and a read under way that is forgotten
  // still answers those who asked before, and nobody else.
  function load(token: string): Promise<SessionRow | undefined> {
    const row = selectSession(parts.db, token);
    const entry: Entry = { until: clock() + SESSION_CACHE_MS, row };
    entries.set(token, entry);
    row.then(
      (read) => {
        entry.known = read;
      },
      () => {
        if (entries.get(token) === entry) entries.delete(token);
      },
    );
    return row;
  }

  async function lookUp(token: string): Promise<Session | undefined> {
    const entry = entries.get(token);
    const row = await (entry && clock() < entry.until ? entry.row : load(token));
    return row && row.expiresAt.getTime() > clock() ? { ...row, token } : undefined;
  }

  async function read(visit: Visit): Promise<Session> {
    const token = parts.cookies.read(visit.headers.cookie);
    if (token === undefined) throw missing();
    parts.origin.require(visit);
    const session = await lookUp(token);
    if (!session) throw over();
    return session;
  }

  function forgetWhere(concerns: (row: SessionRow) => boolean): void {
    for (const [token, { known }] of [...entries.entries()]) {
      if (!known || concerns(known)) entries.delete(token);
    }
  }

  return {
    read,
    async find({ headers }) {
      const token = parts.cookies.read(headers.cookie);
      return token === undefined ? undefined : lookUp(token);
    },
    authenticate: async (visit) => toContext(parts, await read(visit), visit),
    forgetPerson: (personId) => forgetWhere((row) => row.personId === personId),
    forgetAccount: (accountId) =>
      forgetWhere((row) => row.liveId === accountId || row.sandboxId === accountId),
  };
}

function toContext({ usualMode, clock }: SessionParts, session: Session, visit: Visit): Context {
  const { organizationId, role } = session;
  if (organizationId === null || role === null) throw belongsNowhere();
  const mode = readMode(visit.headers['x-account']) ?? usualMode;
  return {
    ...accountOf(session, mode, clock()),
    organizationId,
    mode,
    actor: { kind: 'person', personId: session.personId, name: session.name, role },
    requestId: visit.requestId,
    remoteAddress: visit.remoteAddress,
    scopes: SCOPES_OF_ROLE[role],
    dailySpendLimitMinor: null,
    changes: [],
  };
}

/** An organization has both accounts from its first day. */
function accountOf(session: Session, mode: AccountMode, realMs: number) {
  const isLive = mode === 'live';
  return {
    accountId: (isLive ? session.liveId : session.sandboxId) ?? '',
    now: new Date(realMs + (isLive ? 0 : Number(session.sandboxOffsetMs ?? 0n))),
    requiresUserLocation:
      (isLive ? session.liveRequiresUserLocation : session.sandboxRequiresUserLocation) ?? false,
    refundLimitPerMonth: (isLive ? session.liveRefundLimit : session.sandboxRefundLimit) ?? 0,
  };
}

function readMode(header: string | string[] | undefined): AccountMode | undefined {
  if (header === undefined || header === '') return undefined;
  if (header === 'live' || header === 'sandbox') return header;
  throw invalid('/X-Account', 'must be live or sandbox');
}

/** The same words as for keys: this is where a call without any credentials ends. */
function missing(): Refusal {
  const detail = 'Send an access token: Authorization: Bearer <accessToken>.';
  return new Refusal('missing_token', detail);
}

function over(): Refusal {
  return new Refusal('invalid_token', 'This session is over. Sign in again.');
}

function belongsNowhere(): Refusal {
  return new Refusal('forbidden', 'You are a member of no organization.');
}
