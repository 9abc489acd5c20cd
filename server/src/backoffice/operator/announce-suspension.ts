import type { AccountMode } from '../../kernel/context.ts';
import type { Locale } from '../../kernel/locale.ts';
import { recordEvents } from '../../messaging/events/index.ts';
import type { MailContent } from '../../messaging/mail/index.ts';
import { notifyColleagues } from '../../messaging/notifications/index.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { type Account, readClock } from '../../tenancy/accounts/index.ts';
import { readOrganization } from '../../tenancy/organizations/index.ts';

type Suspension = {
  account: Account;
  type: 'account.suspended' | 'account.resumed';
  reason: string;
};

/** Notifies a reseller, by event and email, that an account was suspended or resumed. */
export async function announceSuspension(
  scope: Scope,
  { account, type, reason }: Suspension,
): Promise<void> {
  const { id: accountId, organizationId, mode } = account;
  const createdAt = await readClock(scope.db, { accountId, realNow: scope.now });
  await recordEvents({ db: scope.db, accountId }, [{ type, body: { reason }, createdAt }]);
  const { email, locale } = await readOrganization(scope.db, organizationId);
  await notifyColleagues(scope.db, {
    about: 'account_status',
    kind: type === 'account.suspended' ? 'account-suspended' : 'account-resumed',
    organizationId,
    company: { to: email, locale },
    contentIn: (language) => CONTENTS[language][type]({ mode, reason }),
  });
}

type Content = (of: { mode: AccountMode; reason: string }) => MailContent;

const CONTENTS: Record<Locale, Record<Suspension['type'], Content>> = {
  en: {
    'account.suspended': ({ mode, reason }) => ({
      subject: `Your ${mode} account was suspended`,
      paragraphs: [
        `Your ${mode} account cannot make new sales until further notice.`,
        'Packages that you have sold continue to work. Refunds, credits and webhooks do too.',
        'If you have questions, open a ticket.',
      ],
      rows: [['Reason', reason]],
    }),
    'account.resumed': ({ mode, reason }) => ({
      subject: `Your ${mode} account can sell again`,
      paragraphs: [`The suspension of your ${mode} account has ended. You can sell at once.`],
      rows: [['Reason', reason]],
    }),
  },
  de: {
    'account.suspended': ({ mode, reason }) => ({
      subject: `Ihr ${ACCOUNTS_DE[mode]} wurde gesperrt`,
      paragraphs: [
        `Ihr ${ACCOUNTS_DE[mode]} kann bis auf Weiteres nichts mehr verkaufen.`,
        'Verkaufte Pakete funktionieren weiter, ebenso Erstattungen, Guthaben und Webhooks.',
        'Wenn Sie Fragen haben, öffnen Sie ein Ticket.',
      ],
      rows: [['Grund', reason]],
    }),
    'account.resumed': ({ mode, reason }) => ({
      subject: `Ihr ${ACCOUNTS_DE[mode]} kann wieder verkaufen`,
      paragraphs: [
        `Die Sperre Ihres ${ACCOUNTS_DE[mode]}s ist beendet. Sie können sofort verkaufen.`,
      ],
      rows: [['Grund', reason]],
    }),
  },
};

const ACCOUNTS_DE: Record<AccountMode, string> = { live: 'Live-Konto', sandbox: 'Sandbox-Konto' };
