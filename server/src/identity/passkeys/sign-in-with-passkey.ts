import type { VisitTx } from '../../platform/http/visitors.ts';
import { startAgain } from '../people/index.ts';
import { keepChallenge, type People, startSession, useChallenge } from '../sessions/index.ts';
import { selectCredentialForUpdate, updateCounter } from './store.ts';
import { notAccepted, signInOptions, verifySignIn } from './web-authn.ts';

const COOKIE = 'passkey';
export const CHALLENGE_SECONDS = 300;

/** Returns the cookie between the options and what the authenticator makes of them. */
export function passkeyCookie({ cookies }: Pick<People, 'cookies'>) {
  return cookies.named(COOKIE);
}

type Scope = VisitTx & { people: People };

/** Begins a sign-in with a passkey. Returns the options and the `Set-Cookie` header. */
export async function beginPasskeySignIn({ db, now, people }: Scope) {
  const options = await signInOptions(people);
  const kept = { kind: 'passkey', value: options.challenge, now } as const;
  const token = await keepChallenge(db, { ...kept, lifetimeSeconds: CHALLENGE_SECONDS });
  return { options, cookie: passkeyCookie(people).set(token, CHALLENGE_SECONDS) };
}

/**
 * Signs in with a passkey, which counts as both factors. Returns the `Set-Cookie` headers. Throws
 * `sign_in_failed`.
 */
export async function signInWithPasskey(
  scope: Scope,
  { response }: { response: Record<string, unknown> },
): Promise<string[]> {
  const { db, now, visit, people } = scope;
  const cookie = passkeyCookie(people);
  const token = cookie.read(visit.headers.cookie);
  const challenge = await useChallenge(db, { kind: 'passkey', token, now });
  if (challenge === undefined) throw startAgain();
  const { id: credentialId } = response;
  if (typeof credentialId !== 'string') throw notAccepted();
  const found = await selectCredentialForUpdate(db, credentialId);
  if (!found) throw notAccepted();
  const proof = await verifySignIn(people, response, { challenge, credential: found });

  const { newCounter: counter, credentialBackedUp: isBackedUp } = proof;
  await updateCounter(db, { id: found.id, counter, isBackedUp });
  const { personId, email } = found;
  const opened = await startSession(scope, { personId, email, method: 'passkey' });
  return [...opened, cookie.clear()];
}
