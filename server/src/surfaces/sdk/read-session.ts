import { type SdkSession, selectSession } from '../../connectivity/sdk-sessions/index.ts';
import type { PublicTokens } from '../../kernel/public-token.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { isAppUsable } from '../../tenancy/sdk-apps/index.ts';
import { reportsUntil } from './start-session.ts';

type Read = { db: Queryable; tokens: PublicTokens; realNow: Date };

/**
 * Returns the session of a token. Throws `invalid_token` (also if the key was disabled or the app
 * removed or rejected since), `token_expired`.
 */
export async function readSession(scope: Read, token: string): Promise<SdkSession> {
  const session = await readReporter(scope, token);
  if (session.expiresAt <= scope.realNow) throw expired();
  return session;
}

/** The same for reports, which are taken for longer. */
export async function readReporter(
  { db, tokens, realNow }: Read,
  token: string,
): Promise<SdkSession> {
  const named = tokens.read('sdk', token);
  const session = named && (await selectSession(db, { ...named, realNow }));
  if (!session || !isAppUsable({ state: session.appState, mode: session.mode })) {
    throw new Refusal('invalid_token', 'The session token is not valid.');
  }
  if (reportsUntil(session.createdAt) <= realNow) throw expired();
  return session;
}

function expired(): Refusal {
  return new Refusal('token_expired', 'The session has expired. Open a new one.');
}
