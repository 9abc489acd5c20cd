import { eraseMailsByKey } from '../../messaging/mail/index.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { selectSent } from './sent-store.ts';
import { MAIL_KIND, TRAVELLER_MAILS } from './traveller-mail.ts';

/** Erases the addresses and texts of all mails to a customer; those that wait are not sent. */
export async function eraseTravellerMails(
  scope: Pick<Scope, 'db' | 'accountId'>,
  customerId: string,
): Promise<void> {
  const sent = await selectSent(scope, customerId);
  for (const kind of TRAVELLER_MAILS) {
    const onceKeys = sent.filter((mail) => mail.kind === kind).map(({ id }) => id);
    if (onceKeys.length === 0) continue;
    await eraseMailsByKey(scope.db, { kind: MAIL_KIND + kind, onceKeys });
  }
}
