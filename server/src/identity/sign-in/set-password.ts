import { audit } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { VisitTx } from '../../platform/http/visitors.ts';
import {
  deleteLinks,
  linkUrl,
  mailPerson,
  makeLink,
  normalEmail,
  selectPerson,
  selectPersonByEmail,
  upsertPassword,
  useLink,
} from '../people/index.ts';
import { deleteSessions } from '../sessions/index.ts';
import { MAILS } from './mails.ts';
import { confirmAddress } from './open-company.ts';
import type { MailScope } from './sign-up.ts';

/** Mails a link for a new password if the address has an account, and does nothing otherwise. */
export async function requestPasswordReset(
  { db, now, publicUrl, mayMail }: MailScope,
  { email }: { email: string },
): Promise<void> {
  const person = await selectPersonByEmail(db, normalEmail(email));
  if (!person || !mayMail) return;
  const token = await makeLink(db, { kind: 'set_password', personId: person.id, now });
  const url = linkUrl(publicUrl, 'set-password', token);
  const content = MAILS[person.locale].setPassword({ name: person.name, url });
  await mailPerson(db, person, { kind: 'set-password', content });
}

type Scope = VisitTx & { publicUrl: string };

/**
 * Sets a password by a mailed link, which confirms the address too, and ends all sessions. Returns
 * whose it is. Throws `link_not_found`.
 */
export async function resetPassword(
  scope: Scope,
  { token, hash }: { token: string; hash: string },
): Promise<string> {
  const { db, now } = scope;
  const { personId } = await useLink(db, { kind: 'set_password', token, now });
  await confirmAddress(scope, { personId });
  await deleteLinks(db, { personId, kind: 'verify_email' });
  await changePassword(scope, { personId, hash, keptSessionId: null });
  return personId;
}

/** Sets the password of a person who has proved who they are, and ends all other sessions. */
export async function changePassword(
  scope: Scope,
  {
    personId,
    hash,
    keptSessionId,
  }: { personId: string; hash: string; keptSessionId: string | null },
): Promise<void> {
  const { db, now, publicUrl } = scope;
  const person = await selectPerson(db, personId);
  if (!person) throw new Refusal('invalid_token', 'This session has ended. Sign in again.');

  await upsertPassword(db, { id: newId(), personId, hash, now });
  await deleteSessions(db, personId, keptSessionId);
  await deleteLinks(db, { personId, kind: 'set_password' });
  const url = `${publicUrl}/auth/forgotten`;
  const content = MAILS[person.locale].passwordChanged({ name: person.name, url });
  await mailPerson(db, person, { kind: 'password-changed', content });
  audit(scope, {
    action: 'person.password_changed',
    target: personId,
    before: null,
    after: null,
    signIn: { personId, isProved: true },
  });
}
