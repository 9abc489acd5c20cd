import type { AccountMode } from '../../kernel/context.ts';
import type { Locale } from '../../kernel/locale.ts';
import type { MailContent } from '../../messaging/mail/index.ts';
import { notifyColleagues } from '../../messaging/notifications/index.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { ListedApp } from '../../tenancy/sdk-apps/index.ts';

/** Mails a reseller what was decided about its app. */
export async function mailDecision(tx: Tx, app: ListedApp): Promise<void> {
  const decision = app.state === 'approved' ? 'approved' : 'rejected';
  const { mode, identifier, rejectionReason } = app;
  await notifyColleagues(tx, {
    about: 'sdk_apps',
    kind: `sdk-app-${decision}`,
    organizationId: app.organizationId,
    isOfSandbox: mode === 'sandbox',
    contentIn: (locale) => {
      const words = WORDS[locale];
      return {
        ...words[decision](app.name),
        rows: [
          [words.app, identifier],
          [words.account, words.modes[mode]],
          ...(rejectionReason === null ? [] : [[words.reason, rejectionReason] as const]),
        ],
      };
    },
  });
}

type Content = Pick<MailContent, 'subject' | 'paragraphs'>;
type Words = {
  app: string;
  account: string;
  reason: string;
  modes: Record<AccountMode, string>;
  approved(name: string): Content;
  rejected(name: string): Content;
};

const WORDS: Record<Locale, Words> = {
  en: {
    app: 'App',
    account: 'Account',
    reason: 'Reason',
    modes: { live: 'Live', sandbox: 'Sandbox' },
    approved: (name) => ({
      subject: `Your app is approved: ${name}`,
      paragraphs: [
        'From now on the app installs eSIMs of the account, and links to your installation pages ' +
          'open in it.',
      ],
    }),
    rejected: (name) => ({
      subject: `Your app is rejected: ${name}`,
      paragraphs: [
        'The app cannot install eSIMs. Correct it in the portal under Apps: a change of the team ' +
          'ID or of a certificate requests approval again.',
        'If you have questions, open a ticket.',
      ],
    }),
  },
  de: {
    app: 'App',
    account: 'Konto',
    reason: 'Grund',
    modes: { live: 'Live', sandbox: 'Sandbox' },
    approved: (name) => ({
      subject: `Ihre App ist freigegeben: ${name}`,
      paragraphs: [
        'Die App installiert ab jetzt eSIMs des Kontos, und Links zu Ihren Installationsseiten ' +
          'öffnen sich in ihr.',
      ],
    }),
    rejected: (name) => ({
      subject: `Ihre App ist abgelehnt: ${name}`,
      paragraphs: [
        'Die App kann keine eSIMs installieren. Berichtigen Sie sie im Portal unter Apps: Eine ' +
          'andere Team-ID oder ein anderes Zertifikat wird neu geprüft.',
        'Wenn Sie Fragen haben, öffnen Sie ein Ticket.',
      ],
    }),
  },
};
