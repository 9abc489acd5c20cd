import type { Context } from '../accounts/index.ts';
import type { Database } from '../db/database.ts';
import { createOriginCheck, type OriginCheck } from './same-origin.ts';
import { createSessionCookies, type SessionCookies } from './session-cookie.ts';
import { createSessions, type Sessions, type Visit } from './sessions.ts';

export type PeopleParts = {
  db: Database;
  secretKey: Buffer;
  publicUrl: string;
  /** What the installation is for; its people land on that account. */
  mode: 'live' | 'sandbox';
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
};

export function createPeople(parts: PeopleParts): People {
  const { db, secretKey, publicUrl, mode, clock = Date.now } = parts;
  const cookies = createSessionCookies(secretKey, publicUrl);
  const origin = createOriginCheck(publicUrl);
  const sessions = createSessions({ db, cookies, origin, usualMode: mode, clock });
  return { authenticate: sessions.authenticate, sessions, cookies, origin };
}
