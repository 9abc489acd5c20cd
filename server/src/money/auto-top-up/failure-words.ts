import type { Locale } from '../../kernel/locale.ts';
import { formatAmount } from '../../kernel/money.ts';
import type { MailContent } from '../../messaging/mail/index.ts';

/** The details of a declined attempt. */
export type FailureDetails = {
  attempt: { amountMinor: bigint; number: number };
  reason: string;
  nextAttemptAt: Date | null;
  /** Whether it was the last attempt, after which the top-up is switched off. */
  isOver: boolean;
};

/** The cause of a decline and the advice to the reader, by code. */
const ADVICE: Record<string, Record<Locale, string>> = {
  authentication_required: {
    en:
      'The bank requires you to confirm the payment yourself, which is not possible for an ' +
      'automatic payment. Buy credits once and confirm the payment, or choose another card.',
    de:
      'Die Bank verlangt, dass Sie die Zahlung selbst bestätigen; bei einer automatischen kann ' +
      'das niemand. Kaufen Sie einmal von Hand Guthaben und bestätigen Sie es, oder wählen Sie ' +
      'eine andere Karte.',
  },
  insufficient_funds: {
    en: 'The card has insufficient funds. Choose another card, or lower the amount.',
    de: 'Die Karte ist nicht gedeckt. Wählen Sie eine andere Karte oder einen kleineren Betrag.',
  },
  expired_card: {
    en: 'The card has expired. Add a new one.',
    de: 'Die Karte ist abgelaufen. Hinterlegen Sie eine neue.',
  },
  payment_method_not_found: {
    en: 'The card was removed. Choose another one.',
    de: 'Die Karte wurde entfernt. Wählen Sie eine andere.',
  },
  payment_method_required: {
    en: 'There is no card to charge. Add one.',
    de: 'Es ist keine Karte hinterlegt. Fügen Sie eine hinzu.',
  },
  billing_details_required: {
    en: 'Your billing details are missing. Complete them.',
    de: 'Ihre Rechnungsdaten fehlen. Bitte ergänzen Sie sie.',
  },
  rate_limited: {
    en: 'Too many payments were declined within an hour. Choose another card.',
    de: 'Innerhalb einer Stunde wurden zu viele Zahlungen abgelehnt. Wählen Sie eine andere Karte.',
  },
  payments_unavailable: {
    en: 'Cards cannot be charged at the moment. Buy credits by bank transfer.',
    de: 'Karten können zurzeit nicht belastet werden. Kaufen Sie Guthaben per Überweisung.',
  },
};
const DECLINED: Record<Locale, string> = {
  en: 'The bank declined the card. Choose another card, or ask the bank.',
  de: 'Die Bank hat die Karte abgelehnt. Wählen Sie eine andere Karte oder fragen Sie die Bank.',
};

/** Returns the mail about a declined attempt. */
export function failedMail(locale: Locale, failure: FailureDetails): MailContent {
  const amount = formatAmount(failure.attempt.amountMinor);
  const advice = (ADVICE[failure.reason] ?? DECLINED)[locale];
  const paragraphs = [advice, nextAttemptSentence(locale, failure)];
  if (locale === 'de') {
    const happened = failure.isOver ? 'wurde abgeschaltet' : 'ist fehlgeschlagen';
    return { subject: `Die automatische Aufladung um ${amount} ${happened}`, paragraphs };
  }
  const happened = failure.isOver ? 'was disabled' : 'failed';
  return { subject: `The automatic top-up of ${amount} ${happened}`, paragraphs };
}

function nextAttemptSentence(locale: Locale, { nextAttemptAt, isOver }: FailureDetails): string {
  if (nextAttemptAt) {
    const at = formatMinute(nextAttemptAt);
    return locale === 'de'
      ? `Der nächste Versuch folgt am ${at}, sofort bei neuen Einstellungen.`
      : `The next attempt is at ${at}, or at once if you change the settings.`;
  }
  if (!isOver) {
    return locale === 'de'
      ? 'Sie ist abgeschaltet, daher folgt kein weiterer Versuch.'
      : 'It is disabled, so there will be no further attempt.';
  }
  return locale === 'de'
    ? 'Das war der letzte Versuch: Die automatische Aufladung ist nun abgeschaltet. Schalten Sie ' +
        'sie wieder ein, sobald die Zahlung möglich ist.'
    : 'That was the last attempt: the automatic top-up is now disabled. Enable it again ' +
        'once the payment is possible.';
}

/** Returns the mail about a reached monthly cap; amounts in cents. */
export function capMail(
  locale: Locale,
  { amountMinor, capMinor, until }: { amountMinor: bigint; capMinor: bigint; until: Date },
): MailContent {
  const amount = formatAmount(amountMinor);
  const cap = formatAmount(capMinor);
  if (locale === 'de') {
    return {
      subject: 'Das Monatslimit der automatischen Aufladung ist erreicht',
      paragraphs: [
        `Eine Aufladung um ${amount} würde das Limit von ${cap} im Monat überschreiten und wird ` +
          `nicht gekauft. Ab ${formatMinute(until)} wird wieder aufgeladen, früher nur mit einem ` +
          'höheren Limit.',
      ],
    };
  }
  return {
    subject: 'The monthly cap of the automatic top-up is reached',
    paragraphs: [
      `A top-up of ${amount} would exceed the monthly cap of ${cap} and is not bought. Top-ups ` +
        `resume at ${formatMinute(until)}, or earlier with a higher cap.`,
    ],
  };
}

/** Returns the mail about the reached daily limit. */
export function limitMail(
  locale: Locale,
  { count, until }: { count: number; until: Date },
): MailContent {
  if (locale === 'de') {
    return {
      subject: 'Die automatische Aufladung pausiert',
      paragraphs: [
        `Innerhalb von 24 Stunden wurde ${count}-mal aufgeladen, mehr ist nicht möglich. Die ` +
          `nächste Aufladung folgt frühestens am ${formatMinute(until)}. Ein höherer Betrag je ` +
          'Aufladung macht weniger Aufladungen nötig.',
      ],
    };
  }
  return {
    subject: 'Automatic top-ups are paused',
    paragraphs: [
      `Your credits were topped up ${count} times within 24 hours, which is the maximum. The ` +
        `next top-up is at ${formatMinute(until)} at the earliest. With a higher amount ` +
        'fewer top-ups are needed.',
    ],
  };
}

/** Returns the time to the minute: `2026-04-30 09:55 UTC`. */
function formatMinute(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
