import type { Context } from '../../kernel/context.ts';
import type { Database } from '../../platform/db/database.ts';
import { type Attempts, createAttempts } from './attempts.ts';
import { type Auth, openAuth } from './better-auth.ts';
import { createPasswords, type Passwords } from './passwords.ts';
import { createOriginCheck, type OriginCheck } from './same-origin.ts';
import { createSessionCookies, type SessionCookies } from './session-cookie.ts';
import { createSessions, type Sessions, type Visit } from './sessions.ts';

export type PeopleParts = {
  db: Database;
  secretKey: Buffer;
  olderSecretKeys: readonly Buffer[];
  publicUrl: string;
  /** What the installation is for; its people land on that account. */
  mode: 'live' | 'sandbox';
  isRateLimited: boolean;
  /** Milliseconds of real time; a parameter in tests only. */
  clock?: () => number;
};

/** Who signs in, and who they are once they have. One for each process. */
export type People = {
  /** The context of a call without a token; see `Sessions`. */
  authenticate(visit: Visit): Promise<Context>;
  sessions: Sessions;
  cookies: SessionCookies;
  origin: OriginCheck;
  attempts: Attempts;
  passwords: Passwords;
  /** Loaded when it is first needed. */
  auth(): Promise<Auth>;
  db: Database;
  publicUrl: string;
  /** Real time, which rules everything about signing in. */
  now(): Date;
};

export function createPeople(parts: PeopleParts): People {
  const { db, publicUrl, mode, isRateLimited, clock = Date.now } = parts;
  const cookies = createSessionCookies(parts);
  const origin = createOriginCheck(publicUrl);
  const sessions = createSessions({ db, cookies, origin, usualMode: mode, clock });
  let auth: Promise<Auth> | undefined;
  return {
    authenticate: sessions.authenticate,
    sessions,
    cookies,
    origin,
    attempts: createAttempts({ db, secret: cookies.secret, isRateLimited, clock }),
    passwords: createPasswords(),
    auth() {
      auth ??= openAuth({ db, cookies, publicUrl, origins: origin.origins });
      return auth;
    },
    db,
    publicUrl,
    now: () => new Date(clock()),
  };
}
