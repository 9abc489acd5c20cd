import { audit } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { VisitTx } from '../../platform/http/visitors.ts';
import {
  deleteLinks,
  normalEmail,
  notSignedIn,
  type Passwords,
  readLink,
  selectPersonByEmail,
  updateName,
  upsertPassword,
  useLink,
} from '../people/index.ts';
import { confirmAddress } from './open-company.ts';
import { requestPasswordReset } from './set-password.ts';
import { type MailScope, sendVerification } from './sign-up.ts';

/**
 * Checks the link before anything is hashed, and the password if the link requires one. Throws
 * `link_not_found`, `invalid_request` (no password), `sign_in_failed` (another password).
 */
export async function checkVerification(
  { db, now, passwords }: { db: Queryable; now: Date; passwords: Passwords },
  { token, password }: { token: string; password?: string | undefined },
): Promise<void> {
  const { attempt } = await readLink(db, { kind: 'verify_email', token, now });
  if (!attempt) return;
  if (password === undefined)
    throw invalid('/password', 'is required: the password of this sign-up');
  if (await passwords.matches(password, attempt.passwordHash)) return;
  throw notSignedIn('This is not the password that was chosen in this sign-up.');
}

/**
 * Confirms an address by the link that was mailed to it, and creates the company that was signed
 * up. The link of a further sign-up sets the names and the password of that sign-up;
 * `checkVerification` comes first. Throws `link_not_found`.
 */
export async function verifyEmail(scope: VisitTx, { token }: { token: string }): Promise<void> {
  const { db, now } = scope;
  const { personId, attempt } = await useLink(db, { kind: 'verify_email', token, now });
  if (attempt) {
    await updateName(db, { id: personId, name: attempt.name, now });
    await upsertPassword(db, { id: newId(), personId, hash: attempt.passwordHash, now });
  }
  await confirmAddress(scope, { personId, company: attempt?.company });
  await deleteLinks(db, { personId, kind: 'verify_email' });
  audit(scope, {
    action: 'person.email_verified',
    target: personId,
    before: null,
    after: null,
    signIn: { personId, isProved: true },
  });
}

/**
 * Sends the link again to an address that waits for it; nothing to any other. After several
 * sign-ups the link sets a new password, since any of them may be a stranger's.
 */
export async function resendVerification(
  scope: MailScope,
  { email }: { email: string },
): Promise<void> {
  const person = await selectPersonByEmail(scope.db, normalEmail(email));
  if (!person || person.isVerified) return;
  if (person.signedUpAgainAt) await requestPasswordReset(scope, { email });
  else await sendVerification(scope, person);
}
