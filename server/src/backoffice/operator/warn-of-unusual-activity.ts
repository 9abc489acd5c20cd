import type { Locale } from '../../kernel/locale.ts';
import type { MailContent } from '../../messaging/mail/index.ts';
import { notifyColleagues } from '../../messaging/notifications/index.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { readOrganization } from '../../tenancy/organizations/index.ts';
import { selectUnusualHours, type UnusualHour } from '../reports/index.ts';
import { mailOperators } from './mail-operators.ts';

const MAIL_KIND = 'unusual-activity';

/**
 * Mails the operators and the owners of a company when its live account sells or refunds far more
 * than it usually does, at most once a day for each of the two. Returns the unusual hours.
 */
export async function warnOfUnusualActivity(db: Database, now: Date): Promise<UnusualHour[]> {
  const hours = await selectUnusualHours(db, now);
  for (const hour of hours) await db.transaction((tx) => warnOf(tx, hour));
  return hours;
}

async function warnOf(tx: Tx, hour: UnusualHour): Promise<void> {
  const { accountId, organizationId, kind, startsAt } = hour;
  const onceKey = `${accountId} ${kind} ${startsAt.toISOString().slice(0, 10)}`;
  await mailOperators(tx, {
    kind: MAIL_KIND,
    onceKey: `platform ${onceKey}`,
    contents: { en: OPERATOR_CONTENTS.en(hour), de: OPERATOR_CONTENTS.de(hour) },
  });
  const { email, locale } = await readOrganization(tx, organizationId);
  await notifyColleagues(tx, {
    about: 'account_status',
    kind: MAIL_KIND,
    organizationId,
    onceKey,
    company: { to: email, locale },
    contentIn: (language) => OWNER_CONTENTS[language](hour),
  });
}

type Contents = Record<Locale, (hour: UnusualHour) => MailContent>;

const OPERATOR_CONTENTS: Contents = {
  en: ({ organizationName, kind, ...hour }) => ({
    subject: `Unusually many ${kind}: ${organizationName}`,
    paragraphs: [
      `The live account of ${organizationName} has far more ${kind} than usual.`,
      'Ask the reseller. If nobody there knows why, suspend the account.',
    ],
    rows: rowsOf(hour, EN_ROWS),
  }),
  de: ({ organizationName, kind, ...hour }) => ({
    subject: `Ungewöhnlich viele ${KINDS_DE[kind]}: ${organizationName}`,
    paragraphs: [
      `Das Live-Konto von ${organizationName} hat weit mehr ${KINDS_DE[kind]} als üblich.`,
      'Fragen Sie den Reseller. Weiß dort niemand warum, sperren Sie das Konto.',
    ],
    rows: rowsOf(hour, DE_ROWS),
  }),
};

const OWNER_CONTENTS: Contents = {
  en: ({ kind, ...hour }) => ({
    subject: `Unusually many ${kind}`,
    paragraphs: [
      `Your live account has far more ${kind} than usual.`,
      'If you did not expect this, revoke the API key that was used, and open a ticket.',
    ],
    rows: rowsOf(hour, EN_ROWS),
  }),
  de: ({ kind, ...hour }) => ({
    subject: `Ungewöhnlich viele ${KINDS_DE[kind]}`,
    paragraphs: [
      `Ihr Live-Konto hat weit mehr ${KINDS_DE[kind]} als üblich.`,
      'Kommt das unerwartet, widerrufen Sie den benutzten API-Schlüssel und öffnen Sie ein Ticket.',
    ],
    rows: rowsOf(hour, DE_ROWS),
  }),
};

const KINDS_DE: Record<UnusualHour['kind'], string> = {
  sales: 'Verkäufe',
  refunds: 'Erstattungen',
};
const EN_ROWS = ['Hour (UTC)', 'Number', 'Busiest hour in four weeks'] as const;
const DE_ROWS = ['Stunde (UTC)', 'Anzahl', 'Höchste Stunde in vier Wochen'] as const;

function rowsOf(
  { startsAt, count, usual }: Pick<UnusualHour, 'startsAt' | 'count' | 'usual'>,
  [hour, number, busiest]: typeof EN_ROWS | typeof DE_ROWS,
): [string, string][] {
  const time = startsAt.toISOString().replace('T', ' ').slice(0, 16);
  return [
    [hour, time],
    [number, `${count}`],
    [busiest, `${usual}`],
  ];
}
