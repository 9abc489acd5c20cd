import type { Refusal } from '../../kernel/refusal.ts';
import type { VisitTx } from '../../platform/http/visitors.ts';
import { selectPerson, startAgain } from '../people/index.ts';
import { type People, readChallenge, startSession, useChallenge } from '../sessions/index.ts';
import { checkCode, type ReadCode } from './check-code.ts';

const COOKIE = 'second-factor';
/** The second factor must follow the password within this time. */
export const SECOND_FACTOR_SECONDS = 600;

/** Returns the cookie between the password and the second factor. */
export function secondFactorCookie({ cookies }: Pick<People, 'cookies'>) {
  return cookies.named(COOKIE);
}

/**
 * Completes a sign-in that waits for its second factor. Returns the `Set-Cookie` headers of the
 * session, or `sign_in_failed`, `rate_limited` as refusals that are counted.
 */
export async function verifySecondFactor(
  scope: VisitTx & { people: People },
  typed: ReadCode,
): Promise<string[] | Refusal> {
  const { db, now, visit, people } = scope;
  const cookie = secondFactorCookie(people);
  const token = cookie.read(visit.headers.cookie);
  const asked = { kind: 'second_factor', token, now } as const;
  const personId = await readChallenge(db, asked);
  const person = personId && (await selectPerson(db, personId));
  if (!personId || !person) return startAgain();
  const refusal = await checkCode(scope, { personId, typed });
  if (refusal) return refusal;
  // Of two at once with two right codes, one opens the session.
  if (!(await useChallenge(db, asked))) return startAgain();

  const method = typed.kind === 'code' ? 'second_factor' : 'recovery_code';
  const opened = await startSession(scope, { personId, email: person.email, method });
  return [...opened, cookie.clear()];
}
