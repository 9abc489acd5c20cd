import type { Locale } from '../../kernel/locale.ts';
import { formatAmount } from '../../kernel/money.ts';
import type { MailContent } from '../../messaging/mail/index.ts';

type LowCredits = { thresholdMinor: bigint; availableMinor: bigint };

/** Returns the mail about low credits; amounts in cents. */
export function lowCreditsMail(
  locale: Locale,
  { thresholdMinor, availableMinor }: LowCredits,
): MailContent {
  const available = formatAmount(availableMinor);
  const threshold = formatAmount(thresholdMinor);
  if (locale === 'de') {
    return {
      subject: `Ihr Guthaben ist niedrig: ${available}`,
      paragraphs: [
        `Ihr verfügbares Guthaben ist unter ${threshold} gefallen. Ist es aufgebraucht, werden ` +
          'Verkäufe abgelehnt. Bitte laden Sie es rechtzeitig auf.',
      ],
      rows: [
        ['Verfügbar', available],
        ['Schwelle', threshold],
      ],
    };
  }
  return {
    subject: `Your credits are low: ${available}`,
    paragraphs: [
      `Your available credits have fallen below ${threshold}. Once they are used up, sales are ` +
        'refused. Please add credits in time.',
    ],
    rows: [
      ['Available', available],
      ['Threshold', threshold],
    ],
  };
}
