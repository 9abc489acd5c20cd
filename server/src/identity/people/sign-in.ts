import { Refusal } from '../../kernel/refusal.ts';
import { askAuth, type Outcome, withoutSession } from './ask-auth.ts';
import type { People } from './people.ts';
import { normalEmail } from './person.ts';
import type { Visit } from './sessions.ts';

/** What a first step led to; with a second factor there is no session yet. */
export type SignInStatus = 'signed_in' | 'second_factor_required';

/**
 * Signs in with a password, in the same time whether somebody has the address or not. Refuses
 * `rate_limited` (too many wrong ones for this address, known or not, or from this IP address),
 * `sign_in_failed`, `email_not_verified`.
 */
export async function signIn(
  people: People,
  visit: Visit,
  given: { email: string; password: string },
): Promise<Outcome<SignInStatus>> {
  const email = normalEmail(given.email);
  const who = { email, remoteAddress: visit.remoteAddress };
  await people.attempts.beginGuess(who);
  try {
    const body = { email, password: given.password };
    const { answer, cookies } = await people.passwords.run(() =>
      askAuth(people, withoutSession(people, visit), (api, more) =>
        api.signInEmail({ body, ...more }),
      ),
    );
    await people.attempts.endGuess(who);
    const needsMore = 'twoFactorRedirect' in answer;
    return { answer: needsMore ? 'second_factor_required' : 'signed_in', cookies };
  } catch (error) {
    // The password was right.
    if (isRefusal(error, 'email_not_verified')) await people.attempts.endGuess(who);
    throw error;
  }
}

/**
 * Ends a sign-in that waits for its second factor: a code of the authenticator app, or a recovery
 * code, which is used up. Refuses `rate_limited`, `sign_in_failed`.
 */
export async function verifySecondFactor(
  people: People,
  visit: Visit,
  { code, isRecoveryCode }: { code: string; isRecoveryCode: boolean },
): Promise<Outcome<unknown>> {
  const who = { remoteAddress: visit.remoteAddress };
  await people.attempts.beginGuess(who);
  const outcome = await askAuth(people, withoutSession(people, visit), (api, more) => {
    const given = { body: { code }, ...more };
    return isRecoveryCode ? api.verifyBackupCode(given) : api.verifyTOTP(given);
  });
  await people.attempts.endGuess(who);
  return outcome;
}

function isRefusal(error: unknown, code: Refusal['code']): boolean {
  return error instanceof Refusal && error.code === code;
}
