import type { Queryable } from '../../platform/db/database.ts';
import type { Visit } from '../../platform/http/visitors.ts';
import type { Attempts } from './attempts.ts';
import type { Passwords } from './passwords.ts';
import { selectPassword } from './person-store.ts';
import { notSignedIn } from './refusals.ts';

type Scope = {
  db: Queryable;
  visit: Visit;
  session: { sessionId: string; personId: string; email: string };
  people: { attempts: Attempts; passwords: Passwords };
};

/**
 * Checks the password of a person who has signed in. Failures count for this session alone. Throws
 * `rate_limited`, `sign_in_failed`.
 */
export async function verifyPassword(scope: Scope, password: string): Promise<void> {
  const { session, visit, people } = scope;
  const { email, personId, sessionId: deviceId } = session;
  const who = { email, deviceId, remoteAddress: visit.remoteAddress };
  await people.attempts.beginGuess(who);
  const hash = await selectPassword(scope.db, personId);
  if (!hash || !(await people.passwords.matches(password, hash))) {
    throw notSignedIn('The password is wrong.');
  }
  await people.attempts.endGuess(who);
}
