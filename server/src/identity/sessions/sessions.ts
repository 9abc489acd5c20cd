import type { AccountMode, Context } from '../../kernel/context.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { Visit } from '../../platform/http/visitors.ts';
import { SCOPES_OF_ROLE } from '../people/index.ts';
import type { OriginCheck } from './same-origin.ts';
import { createSessionCache, type Session } from './session-cache.ts';
import type { SessionCookies } from './session-cookie.ts';
import { VIEW_SCOPES, viewAs } from './views.ts';

/** People's sessions, read at most once in `SESSION_CACHE_MS` for each. */
export type Sessions = {
  /**
   * Returns the session of a call, or what `X-View-As` shows in its place. Throws `missing_token`,
   * `forbidden` (a change that does not come from our own pages, or in a view), `invalid_token`
   * (over, revoked or never there).
   */
  read(visit: Visit): Promise<Session>;
  /** Returns the session, if there is one: for pages that work without one too. */
  find(visit: Visit): Promise<Session | undefined>;
  /**
   * Returns the context of a call with a session, on the account that `X-Account` names. Throws as
   * `read` does, then `forbidden` (no organization, or no second factor where one is required),
   * `invalid_request` (no such account).
   */
  authenticate(visit: Visit): Promise<Context>;
  /** Call it after a commit that changed a person's sessions, role or name. */
  invalidatePerson(personId: string): void;
  /** Call it after a commit that changed an account's rules or clock. */
  invalidateAccount(accountId: string): void;
  /** Call it after a commit that changed the rules of an organization. */
  invalidateOrganization(organizationId: string): void;
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
  const cache = createSessionCache(parts);

  async function read(visit: Visit): Promise<Session> {
    const token = parts.cookies.read(visit.headers.cookie);
    if (token === undefined) throw missing();
    parts.origin.require(visit);
    const session = await cache.lookUp(token);
    if (!session) throw over();
    if (needsSecondFactor(session, parts.usualMode) && !session.isStrong) return session;
    return viewAs(parts, session, visit);
  }

  return {
    read,
    async find({ headers }) {
      const token = parts.cookies.read(headers.cookie);
      return token === undefined ? undefined : cache.lookUp(token);
    },
    authenticate: async (visit) => toContext(parts, await read(visit), visit),
    invalidatePerson: (personId) => cache.invalidateWhere((row) => row.personId === personId),
    invalidateAccount: (accountId) =>
      cache.invalidateWhere((row) => row.liveId === accountId || row.sandboxId === accountId),
    invalidateOrganization: (organizationId) =>
      cache.invalidateWhere((row) => row.organizationId === organizationId),
  };
}

function toContext({ usualMode, clock }: SessionParts, session: Session, visit: Visit): Context {
  const { organizationId, role } = session;
  if (organizationId === null || role === null) throw belongsNowhere();
  if (needsSecondFactor(session, usualMode) && !session.isStrong) throw tooWeak();
  const mode = readMode(visit.headers['x-account']) ?? usualMode;
  return {
    ...accountOf(session, mode, clock()),
    organizationId,
    mode,
    actor: { kind: 'person', personId: session.personId, name: session.name, role },
    requestId: visit.requestId,
    remoteAddress: visit.remoteAddress,
    scopes: session.view ? VIEW_SCOPES : SCOPES_OF_ROLE[role],
    dailySpendLimitMinor: null,
    mandate: null,
    changes: [],
  };
}

/** Operators of a live installation always need one, others if their organization requires it. */
export function needsSecondFactor(
  { isPlatform, requiresSecondFactor }: Pick<Session, 'isPlatform' | 'requiresSecondFactor'>,
  installedFor: AccountMode,
): boolean {
  return (isPlatform === true && installedFor === 'live') || requiresSecondFactor === true;
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

/** The words are those of keys: every call without credentials ends here. */
function missing(): Refusal {
  const detail = 'Send an access token: Authorization: Bearer <accessToken>.';
  return new Refusal('missing_token', detail);
}

function over(): Refusal {
  return new Refusal('invalid_token', 'This session has ended. Sign in again.');
}

function tooWeak(): Refusal {
  return new Refusal(
    'forbidden',
    'Your organization requires a second factor. Set one up (POST /auth/two-factor/set-up) or ' +
      'sign in again with it.',
  );
}

function belongsNowhere(): Refusal {
  return new Refusal('forbidden', 'You are not a member of an organization.');
}
