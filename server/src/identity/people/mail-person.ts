import { type MailContent, queueMail } from '../../messaging/mail/index.ts';
import type { Tx } from '../../platform/db/database.ts';
import { selectMembership } from './member-store.ts';
import type { PersonRow } from './person-store.ts';

/** Queues a mail to a person about their own sign-in. */
export async function mailPerson(
  tx: Tx,
  person: Pick<PersonRow, 'id' | 'email' | 'locale'>,
  { kind, content }: { kind: Parameters<typeof queueMail>[1]['kind']; content: MailContent },
): Promise<void> {
  const membership = await selectMembership(tx, person.id);
  await queueMail(tx, {
    kind,
    content,
    to: person.email,
    locale: person.locale,
    organizationId: membership?.organizationId ?? null,
  });
}
