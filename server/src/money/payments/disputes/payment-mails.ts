import type { Locale } from '../../../kernel/locale.ts';
import { formatAmount } from '../../../kernel/money.ts';
import { notifyColleagues } from '../../../messaging/notifications/index.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { readBillingDetails } from '../../billing/index.ts';
import type { Purchase } from '../purchases/purchase.ts';
import type { ReversalReason } from './reversal.ts';

type MailText = { subject: string; paragraphs: string[] };

/** Mails the organization that credits were taken back, and the debt that remains. */
export function mailReversal(
  tx: Tx,
  purchase: Purchase,
  reversal: { reason: ReversalReason; amountMinor: bigint; owedMinor: bigint },
): Promise<void> {
  return mailCompany(tx, purchase, {
    kind: 'credits_reversed',
    textIn: (locale) => reversalText(locale, reversal),
  });
}

/** Mails the organization that a payment is disputed. */
export function mailFreeze(
  tx: Tx,
  purchase: Purchase,
  reversal: { creditsMinor: bigint; frozenMinor: bigint },
): Promise<void> {
  return mailCompany(tx, purchase, {
    kind: 'credits_frozen',
    textIn: (locale) => freezeText(locale, reversal),
  });
}

async function mailCompany(
  tx: Tx,
  { organizationId, mode, invoiceNumber, totalMinor }: Purchase,
  { kind, textIn }: { kind: string; textIn: (locale: Locale) => MailText },
): Promise<void> {
  const details = await readBillingDetails(tx, organizationId);
  if (!details) return;
  const rowsIn = (locale: Locale) => {
    const [invoice, paid] = locale === 'de' ? ['Rechnung', 'Bezahlt'] : ['Invoice', 'Paid'];
    return [
      [invoice, invoiceNumber ?? '–'],
      [paid, formatAmount(totalMinor)],
    ] as const;
  };
  await notifyColleagues(tx, {
    about: 'payments',
    kind,
    organizationId,
    isOfSandbox: mode === 'sandbox',
    company: { to: details.billingEmail, locale: details.locale },
    contentIn: (locale) => ({ ...textIn(locale), rows: rowsIn(locale) }),
  });
}

function reversalText(
  locale: Locale,
  reversal: { reason: ReversalReason; amountMinor: bigint; owedMinor: bigint },
): MailText {
  const amount = formatAmount(reversal.amountMinor);
  const owed = reversal.owedMinor > 0n ? formatAmount(reversal.owedMinor) : undefined;
  if (locale === 'de') {
    const why =
      reversal.reason === 'refunded' ? 'wurde erstattet' : 'wurde erfolgreich beanstandet';
    const paragraphs = [`Eine Zahlung ${why}. Dafür nehmen wir Guthaben von ${amount} zurück.`];
    if (owed) {
      paragraphs.push(
        `${owed} davon waren schon ausgegeben und sind offen. Neue Verkäufe sind angehalten, bis ` +
          'neues Guthaben den Betrag deckt.',
      );
    }
    return { subject: `Guthaben von ${amount} zurückgenommen`, paragraphs };
  }
  const why =
    reversal.reason === 'refunded' ? 'was refunded' : 'was disputed and the dispute was lost';
  const paragraphs = [`A payment ${why}, so we have taken back credits of ${amount}.`];
  if (owed) {
    paragraphs.push(
      `${owed} of them had already been spent and are owed. New sales are refused until new ` +
        'credits cover the amount.',
    );
  }
  return { subject: `Credits of ${amount} were taken back`, paragraphs };
}

function freezeText(
  locale: Locale,
  { creditsMinor, frozenMinor }: { creditsMinor: bigint; frozenMinor: bigint },
): MailText {
  const [credits, frozen] = [formatAmount(creditsMinor), formatAmount(frozenMinor)];
  if (locale === 'de') {
    return {
      subject: 'Eine Zahlung wird beanstandet',
      paragraphs: [
        `Der Karteninhaber beanstandet eine Zahlung über Guthaben von ${credits}. Davon sind ` +
          `${frozen} gesperrt, bis die Bank entschieden hat.`,
      ],
    };
  }
  return {
    subject: 'A payment is disputed',
    paragraphs: [
      `The cardholder disputes a payment for credits of ${credits}. ${frozen} of them ` +
        'are frozen until the bank has decided.',
    ],
  };
}
