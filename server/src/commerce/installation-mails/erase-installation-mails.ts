import { eraseMailsByKey } from '../../messaging/mail/index.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { MAIL_KIND } from './send-installation.ts';
import { selectMailIds } from './store.ts';

/**
 * Erases the addresses and texts of all mails about a customer's eSIMs; those that wait are not
 * sent. The list of mails and of their senders stays.
 */
export async function eraseInstallationMails(
  scope: Pick<Scope, 'db' | 'accountId'>,
  customerId: string,
): Promise<void> {
  const onceKeys = await selectMailIds(scope, customerId);
  if (onceKeys.length > 0) await eraseMailsByKey(scope.db, { kind: MAIL_KIND, onceKeys });
}
