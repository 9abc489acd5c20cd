import { Refusal } from '../../kernel/refusal.ts';
import { queueMail } from '../../messaging/mail/index.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { NotifyOfAddress } from '../../tenancy/organizations/index.ts';
import type { Attempts } from '../people/index.ts';
import { ADDRESS_MAILS } from './mails.ts';

/**
 * Returns the function that notifies the previous address of an organization of its new one. It
 * counts as an email to a stranger, because the address was never verified: above the limit, none
 * is sent.
 */
export function createAddressNotices({ attempts }: { attempts: Attempts }): NotifyOfAddress {
  return async ({ db, actor }, { id: organizationId, name, email, locale }) => {
    if (!(await mayMail(attempts, db, { organizationId, email }))) return;
    const content = ADDRESS_MAILS[locale]({ organization: name, by: actor.name ?? '' });
    await queueMail(db, { kind: 'organization-email', to: email, locale, content, organizationId });
  };
}

async function mayMail(
  attempts: Attempts,
  tx: Tx,
  who: { organizationId: string; email: string },
): Promise<boolean> {
  try {
    await attempts.beginMailOf(tx, who);
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'rate_limited') return false;
    throw error;
  }
}
