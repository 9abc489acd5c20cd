import type { Locale } from '../../../kernel/locale.ts';
import { formatAmount } from '../../../kernel/money.ts';
import { queueMail } from '../../../messaging/mail/index.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { readBillingDetails } from '../../billing/index.ts';
import type { Purchase } from '../purchases/purchase.ts';
import type { ReversalReason } from './reverse-purchase.ts';

type Words = { subject: string; paragraphs: string[] };

/** Tells the company by e-mail that credits were taken back, and what it owes now. */
export function tellReversal(
  tx: Tx,
  purchase: Purchase,
  told: { reason: ReversalReason; amountMinor: bigint; owedMinor: bigint },
): Promise<void> {
  return tell(tx, purchase, {
    kind: 'credits_reversed',
    wordsIn: (locale) => reversalWords(locale, told),
  });
}

/** Tells the company by e-mail that a payment is disputed. */
export function tellFreeze(
  tx: Tx,
  purchase: Purchase,
  told: { creditsMinor: bigint; frozenMinor: bigint },
): Promise<void> {
  return tell(tx, purchase, {
    kind: 'credits_frozen',
    wordsIn: (locale) => freezeWords(locale, told),
  });
}

async function tell(
  tx: Tx,
  { organizationId, mode, invoiceNumber, totalMinor }: Purchase,
  { kind, wordsIn }: { kind: string; wordsIn: (locale: Locale) => Words },
): Promise<void> {
  const details = await readBillingDetails(tx, organizationId);
  if (!details) return;
  const { billingEmail: to, locale } = details;
  const [invoice, paid] = locale === 'de' ? ['Rechnung', 'Bezahlt'] : ['Invoice', 'Paid'];
  const rows = [
    [invoice, invoiceNumber ?? '–'],
    [paid, formatAmount(totalMinor)],
  ] as const;
  await queueMail(tx, {
    kind,
    to,
    locale,
    content: { ...wordsIn(locale), rows },
    organizationId,
    isOfSandbox: mode === 'sandbox',
  });
}

function reversalWords(
  locale: Locale,
  told: { reason: ReversalReason; amountMinor: bigint; owedMinor: bigint },
): Words {
  const amount = formatAmount(told.amountMinor);
  const owed = told.owedMinor > 0n ? formatAmount(told.owedMinor) : undefined;
  if (locale === 'de') {
    const why = told.reason === 'refunded' ? 'wurde erstattet' : 'wurde erfolgreich beanstandet';
    const paragraphs = [`Eine Zahlung ${why}. Dafür nehmen wir Guthaben von ${amount} zurück.`];
    if (owed) {
      paragraphs.push(
        `${owed} davon waren schon ausgegeben und sind offen. Neue Verkäufe sind angehalten, bis ` +
          'neues Guthaben den Betrag deckt.',
      );
    }
    return { subject: `Guthaben von ${amount} zurückgenommen`, paragraphs };
  }
  const why = told.reason === 'refunded' ? 'was refunded' : 'was disputed and the dispute was lost';
  const paragraphs = [`A payment ${why}. Credits of ${amount} are taken back for it.`];
  if (owed) {
    paragraphs.push(
      `${owed} of them had been spent and are owed. New sales are stopped until new credits ` +
        'cover that.',
    );
  }
  return { subject: `Credits of ${amount} were taken back`, paragraphs };
}

function freezeWords(
  locale: Locale,
  { creditsMinor, frozenMinor }: { creditsMinor: bigint; frozenMinor: bigint },
): Words {
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
      `The holder of the card disputes a payment for credits of ${credits}. ${frozen} of them ` +
        'are frozen until the bank has decided.',
    ],
  };
}
