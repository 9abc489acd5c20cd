import { newId } from '../../kernel/ids.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Queryable, Tx } from '../../platform/db/database.ts';
import { notSignedIn } from './ask-auth.ts';
import { deleteLinks } from './link-store.ts';
import { readLink, useLink } from './links.ts';
import { selectMembership } from './member-store.ts';
import type { Passwords } from './passwords.ts';
import { normalEmail } from './person.ts';
import { selectPersonByEmail, updateName, updateVerified, upsertPassword } from './person-store.ts';
import { recordOwnChange } from './record.ts';
import type { Visit } from './sessions.ts';
import { requestPasswordReset } from './set-password.ts';
import { sendVerification } from './sign-up.ts';

type Around = { now: Date; publicUrl: string; visit: Visit; mayMail: boolean };

/**
 * Checks the link before anything is hashed, and the password where the link asks for one. Throws
 * `link_not_found`, `invalid_request` (no password), `sign_in_failed` (another password).
 */
export async function checkVerification(
  { db, passwords }: { db: Queryable; passwords: Passwords },
  { token, password, now }: { token: string; password: string | undefined; now: Date },
): Promise<void> {
  const { attempt } = await readLink(db, { kind: 'verify_email', token, now });
  if (!attempt) return;
  if (password === undefined) throw invalid('/password', 'is required: the one of this sign-up');
  if (await passwords.matches(password, attempt.passwordHash)) return;
  throw notSignedIn('This is not the password that was chosen in this sign-up.');
}

/**
 * Confirms an address by the link that was mailed to it. The link of a further sign-up sets the
 * name and the password of that sign-up; `checkVerification` comes first. Throws `link_not_found`.
 */
export async function verifyEmail(
  tx: Tx,
  token: string,
  { now, visit }: Pick<Around, 'now' | 'visit'>,
): Promise<void> {
  const { personId, attempt } = await useLink(tx, { kind: 'verify_email', token, now });
  if (attempt) {
    await updateName(tx, { id: personId, name: attempt.name, now });
    await upsertPassword(tx, { id: newId(), personId, hash: attempt.passwordHash, now });
  }
  await updateVerified(tx, personId, now);
  await deleteLinks(tx, { personId, kind: 'verify_email' });
  await recordOwnChange(tx, { personId, visit }, { action: 'person.email_verified' });
}

/**
 * Sends the link again to an address that waits for it; nothing to any other. After several
 * sign-ups the link sets a new password, since any of them may be a stranger's.
 */
export async function resendVerification(tx: Tx, email: string, around: Around): Promise<void> {
  const person = await selectPersonByEmail(tx, normalEmail(email));
  if (!person || person.isVerified) return;
  if (person.signedUpAgainAt) {
    if (around.mayMail) await requestPasswordReset(tx, email, around);
    return;
  }
  const organizationId = (await selectMembership(tx, person.id))?.organizationId ?? null;
  await sendVerification(tx, person, { ...around, organizationId });
}
