import { audit } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { VisitScope } from '../../platform/http/visitors.ts';
import { normalEmail, selectCredentials, wrongPassword } from '../people/index.ts';
import { SECOND_FACTOR_SECONDS, secondFactorCookie } from '../second-factor/index.ts';
import { keepChallenge, type People, startSession } from '../sessions/index.ts';

/** After the first step; with a second factor there is no session yet. */
export type SignedIn = { status: 'signed_in' | 'second_factor_required'; cookies: string[] };

type Scope = VisitScope & { people: People };

/** The hash of no password, so that an unknown address takes as long as a known one. */
const NOBODYS_HASH = `${'0'.repeat(32)}:${'0'.repeat(128)}`;

/**
 * Signs in with a password, in the same time for known and unknown addresses. Throws `rate_limited`
 * (too many failures for the address or from the network; a device that has signed in with the
 * address counts by itself), `sign_in_failed`, `email_not_verified`.
 */
export async function signIn(
  scope: Scope,
  given: { email: string; password: string },
): Promise<SignedIn> {
  const { people, visit } = scope;
  const email = normalEmail(given.email);
  const deviceId = people.devices.find(visit.headers.cookie, email);
  const who = { email, deviceId, remoteAddress: visit.remoteAddress };
  const { isLast } = await people.attempts.beginGuess(who);
  const known = await selectCredentials(scope.db, email);
  const hash = known?.passwordHash ?? NOBODYS_HASH;
  const isRight = await people.passwords.matches(given.password, hash);
  if (!known || !isRight) return fail(scope, { personId: known?.personId, isLast });
  await people.attempts.endGuess(who);
  if (!known.isVerified) throw notVerified();

  const { personId } = known;
  if (known.hasSecondFactor) return waitForSecondFactor(scope, personId);
  const cookies = await scope.commit((tx) =>
    startSession({ ...tx, people }, { personId, email, method: 'password' }),
  );
  return { status: 'signed_in', cookies };
}

/** Records the failure in the audit log of the person's organization, if the address is known. */
async function fail(
  scope: Scope,
  { personId, isLast }: { personId: string | undefined; isLast: boolean },
): Promise<never> {
  if (personId === undefined) throw wrongPassword();
  return scope.commit<never>(async (tx) => {
    audit(tx, {
      action: 'person.sign_in_failed',
      target: personId,
      before: null,
      after: { method: 'password', isLocked: isLast },
      signIn: { personId, isProved: false },
    });
    return wrongPassword();
  });
}

async function waitForSecondFactor(scope: Scope, personId: string): Promise<SignedIn> {
  const { people, now } = scope;
  const lifetimeSeconds = SECOND_FACTOR_SECONDS;
  const kept = { kind: 'second_factor', value: personId, now, lifetimeSeconds } as const;
  const token = await keepChallenge(scope.db, kept);
  const cookie = secondFactorCookie(people).set(token, lifetimeSeconds);
  return { status: 'second_factor_required', cookies: [cookie] };
}

function notVerified(): Refusal {
  const detail = 'Confirm your email address first: follow the link in the email.';
  return new Refusal('email_not_verified', detail);
}
