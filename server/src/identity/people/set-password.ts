import { newId } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { queueMail } from '../../messaging/mail/index.ts';
import type { Tx } from '../../platform/db/database.ts';
import { deleteLinks } from './link-store.ts';
import { makeLink, useLink } from './links.ts';
import { MAILS } from './mails.ts';
import { selectMembership } from './member-store.ts';
import { normalEmail } from './person.ts';
import {
  type PersonRow,
  selectPerson,
  selectPersonByEmail,
  updateVerified,
  upsertPassword,
} from './person-store.ts';
import { recordOwnChange } from './record.ts';
import { deleteSessions } from './session-store.ts';
import type { Visit } from './sessions.ts';
import { toPage } from './web-links.ts';

type Around = { now: Date; publicUrl: string; visit: Visit };

/** Sends a link for a new password to an address that somebody has; nothing to any other. */
export async function requestPasswordReset(
  tx: Tx,
  email: string,
  { now, publicUrl }: Around,
): Promise<void> {
  const person = await selectPersonByEmail(tx, normalEmail(email));
  if (!person) return;
  const token = await makeLink(tx, { kind: 'set_password', personId: person.id, now });
  const url = toPage(publicUrl, 'set-password', token);
  const content = MAILS[person.locale].setPassword({ name: person.name, url });
  await mail(tx, person, { kind: 'set-password', content });
}

/**
 * Sets a password by a mailed link, which proves the address too, and ends all sessions; gives
 * whose it is. Refuses `link_not_found`.
 */
export async function resetPassword(
  tx: Tx,
  { token, hash }: { token: string; hash: string },
  around: Around,
): Promise<string> {
  const { now } = around;
  const { personId } = await useLink(tx, { kind: 'set_password', token, now });
  await updateVerified(tx, personId, now);
  await deleteLinks(tx, { personId, kind: 'verify_email' });
  await changePassword(tx, { personId, hash, keptSessionId: null }, around);
  return personId;
}

/** Sets the password of a person who has proved to be the one, and ends all other sessions. */
export async function changePassword(
  tx: Tx,
  change: { personId: string; hash: string; keptSessionId: string | null },
  { now, publicUrl, visit }: Around,
): Promise<void> {
  const { personId, hash, keptSessionId } = change;
  const person = await selectPerson(tx, personId);
  if (!person) throw new Refusal('invalid_token', 'This session is over. Sign in again.');

  await upsertPassword(tx, { id: newId(), personId, hash, now });
  await deleteSessions(tx, personId, keptSessionId);
  const url = `${publicUrl}/auth/forgotten`;
  const content = MAILS[person.locale].passwordChanged({ name: person.name, url });
  await mail(tx, person, { kind: 'password-changed', content });
  await recordOwnChange(tx, { personId, visit }, { action: 'person.password_changed' });
}

type Letter = Pick<Parameters<typeof queueMail>[1], 'kind' | 'content'>;

async function mail(tx: Tx, person: PersonRow, letter: Letter): Promise<void> {
  const membership = await selectMembership(tx, person.id);
  const organizationId = membership?.organizationId ?? null;
  await queueMail(tx, { ...letter, to: person.email, locale: person.locale, organizationId });
}
