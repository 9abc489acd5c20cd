import type { Tx } from '../../platform/db/database.ts';
import { useLink } from './links.ts';
import { selectMembership } from './member-store.ts';
import { normalEmail } from './person.ts';
import { selectPersonByEmail, updateVerified } from './person-store.ts';
import { recordOwnChange } from './record.ts';
import type { Visit } from './sessions.ts';
import { sendVerification } from './sign-up.ts';

type Around = { now: Date; publicUrl: string; visit: Visit; mayMail: boolean };

/** Proves an address by the link that was sent to it. Refuses `link_not_found`. */
export async function verifyEmail(
  tx: Tx,
  token: string,
  { now, visit }: Pick<Around, 'now' | 'visit'>,
): Promise<void> {
  const personId = await useLink(tx, { kind: 'verify_email', token, now });
  await updateVerified(tx, personId, now);
  await recordOwnChange(tx, { personId, visit }, { action: 'person.email_verified' });
}

/** Sends the link again to an address that waits for it; says nothing about any other. */
export async function resendVerification(tx: Tx, email: string, around: Around): Promise<void> {
  const person = await selectPersonByEmail(tx, normalEmail(email));
  if (!person || person.isVerified) return;
  const organizationId = (await selectMembership(tx, person.id))?.organizationId ?? null;
  await sendVerification(tx, person, { ...around, organizationId });
}
