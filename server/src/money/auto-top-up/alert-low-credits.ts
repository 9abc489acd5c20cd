import { toPrice } from '../../kernel/money.ts';
import { recordEvents } from '../../messaging/events/index.ts';
import { notifyColleagues } from '../../messaging/notifications/index.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { findAccount, readClock } from '../../tenancy/accounts/index.ts';
import { readCredits } from '../credits/index.ts';
import { selectAlertForUpdate, updateAlerted } from './alert-store.ts';
import { type CreditAlert, decideAlert, type Level } from './credit-alert.ts';
import { lowCreditsMail } from './low-words.ts';
import { readRecipient } from './recipient.ts';

/** The account, and the transfer that took its credits below the threshold; 0 if unknown. */
export type AlertRequest = { accountId: string; crossing: bigint };

/** Sends the low-credit alert of an account, once; may run any number of times. */
export async function alertLowCredits(
  { db, realNow }: { db: Database; realNow: () => Date },
  { accountId, crossing }: AlertRequest,
): Promise<void> {
  await db.transaction(async (tx) => {
    const now = await readClock(tx, { accountId, realNow: realNow() });
    await alertWithin({ db: tx, accountId, now }, crossing);
  });
}

/** Does the same in the caller's transaction. */
export async function alertWithin(
  { db: tx, accountId, now }: Pick<Scope, 'db' | 'accountId' | 'now'>,
  crossing: bigint,
): Promise<void> {
  const alert = await selectAlertForUpdate(tx, accountId);
  if (!alert) return;
  const level = await readCredits({ db: tx, accountId });
  const next = decideAlert(alert, level, crossing);
  if (next === 'rearm') await updateAlerted(tx, accountId, null);
  if (next !== 'notify') return;
  await updateAlerted(tx, accountId, level.lastSequence);
  await notifyLow(tx, alert, { level, now });
}

async function notifyLow(
  tx: Tx,
  { accountId, organizationId, thresholdMinor }: CreditAlert,
  { level, now }: { level: Level; now: Date },
): Promise<void> {
  const body = { threshold: toPrice(thresholdMinor), available: toPrice(level.availableMinor) };
  await recordEvents({ db: tx, accountId }, [{ type: 'credits.low', body, createdAt: now }]);
  await notifyColleagues(tx, {
    about: 'low_credits',
    kind: 'credits_low',
    organizationId,
    isOfSandbox: (await findAccount(tx, accountId)).mode === 'sandbox',
    company: await readRecipient(tx, organizationId),
    contentIn: (locale) => lowCreditsMail(locale, { ...level, thresholdMinor }),
  });
}
