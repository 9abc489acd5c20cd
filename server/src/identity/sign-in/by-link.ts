import type { VisitScope } from '../../platform/http/visitors.ts';
import { normalEmail, readLink, withConstantDuration } from '../people/index.ts';
import type { People } from '../sessions/index.ts';
import { refuseBreached } from './breached-passwords.ts';
import { requestPasswordReset, resetPassword } from './set-password.ts';
import { checkVerification, verifyEmail } from './verify-email.ts';

// What both the routes and the pages behind mailed links do. A link is looked up before anything is
// hashed, so that a made-up one costs one indexed read, and counts like a guess.

/** Counts as a guess whatever fails. */
export async function guessing<T>(
  { visit }: VisitScope,
  people: People,
  work: () => Promise<T>,
): Promise<T> {
  const who = { remoteAddress: visit.remoteAddress };
  await people.attempts.beginGuess(who);
  const outcome = await work();
  await people.attempts.endGuess(who);
  return outcome;
}

export async function verifyByLink(
  visitor: VisitScope,
  people: People,
  link: { token: string; password?: string | undefined },
): Promise<void> {
  const { passwords } = people;
  await guessing(visitor, people, () => checkVerification({ ...visitor, passwords }, link));
  await visitor.commit((scope) => verifyEmail(scope, link));
}

export async function requestLink(
  visitor: VisitScope,
  people: People,
  { email }: { email: string },
): Promise<void> {
  const mayMail = await countMail(visitor, people, email);
  const { publicUrl } = people;
  await withConstantDuration(
    visitor.commit((scope) => requestPasswordReset({ ...scope, publicUrl, mayMail }, { email })),
  );
}

export async function setByLink(
  visitor: VisitScope,
  people: People,
  { token, password }: { token: string; password: string },
): Promise<void> {
  const asked = { kind: 'set_password', token, now: visitor.now } as const;
  await guessing(visitor, people, () => readLink(visitor.db, asked));
  refuseBreached(password, '/password');
  const hash = await people.passwords.hash(password);
  const { publicUrl } = people;
  const personId = await visitor.commit((scope) =>
    resetPassword({ ...scope, publicUrl }, { token, hash }),
  );
  people.sessions.invalidatePerson(personId);
}

/** Counts the email in advance, before the address is looked up. */
export function countMail({ visit }: VisitScope, people: People, email: string): Promise<boolean> {
  const who = { email: normalEmail(email), remoteAddress: visit.remoteAddress };
  return people.attempts.beginMail(who);
}
