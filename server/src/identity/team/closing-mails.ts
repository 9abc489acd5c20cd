import type { Locale } from '../../kernel/locale.ts';
import { formatAmount } from '../../kernel/money.ts';
import { type MailContent, queueMail } from '../../messaging/mail/index.ts';
import { notifyColleagues } from '../../messaging/notifications/index.ts';
import type { Tx } from '../../platform/db/database.ts';
import { readOrganization, readPlatform } from '../../tenancy/organizations/index.ts';
import { nameInMail } from '../people/index.ts';
import type { ClosingConditions } from './closing.ts';

type Closed = { organizationId: string; name: string; conditions: ClosingConditions };
type ClosedByPlatform = Closed & { reason: string };

/** Mails the owners and the company's address that it was closed, and the platform. */
export async function mailClosing(tx: Tx, closed: Closed): Promise<void> {
  await mailCompany(tx, closed, (language) => CONTENTS[language].company(closed));
  const platform = await readPlatform(tx);
  if (!platform) return;
  await queueMail(tx, {
    kind: 'organization-closed',
    to: platform.email,
    locale: platform.locale,
    content: CONTENTS[platform.locale].platform(closed),
    organizationId: platform.id,
  });
}

/** Mails the owners and the company's address that the platform has closed it, and why. */
export function mailClosingByPlatform(tx: Tx, closed: ClosedByPlatform): Promise<void> {
  return mailCompany(tx, closed, (language) => CONTENTS[language].byPlatform(closed));
}

async function mailCompany(
  tx: Tx,
  { organizationId }: Closed,
  contentIn: (language: Locale) => MailContent,
): Promise<void> {
  const { email: to, locale } = await readOrganization(tx, organizationId);
  await notifyColleagues(tx, {
    about: 'account_status',
    kind: 'organization-closed',
    organizationId,
    company: { to, locale },
    contentIn,
  });
}

type Words = {
  company(of: Closed): MailContent;
  byPlatform(of: ClosedByPlatform): MailContent;
  platform(of: Closed): MailContent;
};

const CONTENTS: Record<Locale, Words> = {
  en: {
    company: ({ name, conditions }) => ({
      subject: `${nameInMail(name)} was closed`,
      paragraphs: [
        'Your company is closed at your request. It can no longer sell, nobody can sign in, ' +
          'and all API keys have stopped working.',
        'Packages that you have sold continue to work. Invoices and records are kept for as long ' +
          'as the law requires. Remaining credits are not refundable.',
        'If you did not request this, contact us at once.',
      ],
      rows: [['Credits left', formatAmount(conditions.availableMinor)]],
    }),
    byPlatform: ({ name, conditions, reason }) => ({
      subject: `${nameInMail(name)} was closed`,
      paragraphs: [
        'We have closed your company. It can no longer sell, nobody can sign in, and all API ' +
          'keys have stopped working.',
        'Packages that you have sold continue to work. Invoices and records are kept for as long ' +
          'as the law requires.',
        'If you have questions, contact us.',
      ],
      rows: [
        ['Reason', reason],
        ['Credits left', formatAmount(conditions.availableMinor)],
      ],
    }),
    platform: ({ name, organizationId, conditions }) => ({
      subject: `${nameInMail(name)} was closed by its owner`,
      paragraphs: ['The company can no longer sell. Its data is kept.'],
      rows: [
        ['Company', organizationId],
        ['Credits left', formatAmount(conditions.availableMinor)],
        ['Packages in use', String(conditions.usablePackages)],
      ],
    }),
  },
  de: {
    company: ({ name, conditions }) => ({
      subject: `${nameInMail(name)} wurde geschlossen`,
      paragraphs: [
        'Ihr Unternehmen ist auf Ihren Wunsch geschlossen. Es kann nichts mehr verkaufen, ' +
          'niemand kann sich mehr anmelden, und alle API-Schlüssel sind beendet.',
        'Verkaufte Pakete funktionieren weiter. Rechnungen und Aufzeichnungen bleiben so lange ' +
          'aufbewahrt, wie das Gesetz es verlangt. Übriges Guthaben wird nicht erstattet.',
        'Wenn Sie das nicht wollten, schreiben Sie uns sofort.',
      ],
      rows: [['Übriges Guthaben', formatAmount(conditions.availableMinor)]],
    }),
    byPlatform: ({ name, conditions, reason }) => ({
      subject: `${nameInMail(name)} wurde geschlossen`,
      paragraphs: [
        'Wir haben Ihr Unternehmen geschlossen. Es kann nichts mehr verkaufen, niemand kann sich ' +
          'mehr anmelden, und alle API-Schlüssel sind beendet.',
        'Verkaufte Pakete funktionieren weiter. Rechnungen und Aufzeichnungen bleiben so lange ' +
          'aufbewahrt, wie das Gesetz es verlangt.',
        'Wenn Sie Fragen haben, wenden Sie sich an uns.',
      ],
      rows: [
        ['Grund', reason],
        ['Übriges Guthaben', formatAmount(conditions.availableMinor)],
      ],
    }),
    platform: ({ name, organizationId, conditions }) => ({
      subject: `${nameInMail(name)} wurde vom Inhaber geschlossen`,
      paragraphs: ['Das Unternehmen kann nichts mehr verkaufen. Seine Daten bleiben erhalten.'],
      rows: [
        ['Unternehmen', organizationId],
        ['Übriges Guthaben', formatAmount(conditions.availableMinor)],
        ['Pakete in Gebrauch', String(conditions.usablePackages)],
      ],
    }),
  },
};
