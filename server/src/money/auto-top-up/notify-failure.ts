import type { Locale } from '../../kernel/locale.ts';
import { toPrice } from '../../kernel/money.ts';
import { recordEvents } from '../../messaging/events/index.ts';
import type { MailContent } from '../../messaging/mail/index.ts';
import { notifyColleagues } from '../../messaging/notifications/index.ts';
import type { Tx } from '../../platform/db/database.ts';
import {
  type ArmedTopUp,
  type Attempt,
  type AutoTopUp,
  MAX_A_DAY,
  nextMonth,
} from './auto-top-up.ts';
import { capMail, type FailureDetails, failedMail, limitMail } from './failure-words.ts';
import { readRecipient } from './recipient.ts';

const EVENT = 'credits.auto_top_up_failed';
const CAP_REACHED = 'monthly_cap_reached';
const LIMIT_REACHED = 'daily_limit_reached';

/** Notifies the account of a declined attempt, by event and mail. */
export async function notifyFailed(
  tx: Tx,
  settings: AutoTopUp,
  failed: FailureDetails & { attempt: Attempt; now: Date },
): Promise<void> {
  const { attempt, reason, nextAttemptAt, isOver, now } = failed;
  const body = {
    reason,
    attempt: attempt.number,
    nextAttemptAt: nextAttemptAt?.toISOString() ?? null,
    switchedOff: isOver,
    amount: toPrice(attempt.amountMinor),
    purchaseId: attempt.purchaseId,
  };
  await recordEvents({ db: tx, accountId: settings.accountId }, [
    { type: EVENT, body, createdAt: now },
  ]);
  await mail(tx, settings, (locale) => failedMail(locale, failed));
}

/** Notifies the account that the daily limit of top-ups is reached, by event and mail. */
export async function notifyLimitReached(
  tx: Tx,
  settings: ArmedTopUp,
  { until, now }: { until: Date; now: Date },
): Promise<void> {
  await recordPause(tx, settings, { reason: LIMIT_REACHED, until, now });
  await mail(tx, settings, (locale) => limitMail(locale, { count: MAX_A_DAY, until }));
}

/** Notifies the account that the monthly cap is reached, by event and mail. */
export async function notifyCapReached(tx: Tx, settings: ArmedTopUp, now: Date): Promise<void> {
  const { amountMinor, monthlyCapMinor } = settings;
  const until = nextMonth(now);
  await recordPause(tx, settings, { reason: CAP_REACHED, until, now });
  const capped = { amountMinor, capMinor: monthlyCapMinor ?? 0n, until };
  await mail(tx, settings, (locale) => capMail(locale, capped));
}

async function recordPause(
  tx: Tx,
  { accountId, amountMinor }: ArmedTopUp,
  { reason, until, now }: { reason: string; until: Date; now: Date },
): Promise<void> {
  const body = {
    reason,
    attempt: null,
    nextAttemptAt: until.toISOString(),
    switchedOff: false,
    amount: toPrice(amountMinor),
    purchaseId: null,
  };
  await recordEvents({ db: tx, accountId }, [{ type: EVENT, body, createdAt: now }]);
}

async function mail(
  tx: Tx,
  { organizationId, mode }: AutoTopUp,
  contentIn: (locale: Locale) => MailContent,
): Promise<void> {
  await notifyColleagues(tx, {
    about: 'automatic_top_up',
    kind: 'auto_top_up_failed',
    organizationId,
    isOfSandbox: mode === 'sandbox',
    company: await readRecipient(tx, organizationId),
    contentIn,
  });
}
