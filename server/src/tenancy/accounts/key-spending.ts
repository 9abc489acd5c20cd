import type { Context } from '../../kernel/context.ts';
import { formatAmount } from '../../kernel/money.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import {
  addKeySpending,
  addKeySpendingWithin,
  type KeyDay,
  type KeySpending,
  selectKeySpending,
} from './spending-store.ts';

/** A key with a daily limit, in cents, and the time of its account. */
export type LimitedKey = { accountId: string; clientId: string; now: Date; limitMinor: bigint };

/**
 * Returns what each limited key may still spend on its account's UTC day, in cents, by client id.
 * Exact only under the lock of the account's credits.
 */
export async function loadKeyAllowances(
  tx: Tx,
  keys: readonly LimitedKey[],
): Promise<Map<string, bigint>> {
  if (keys.length === 0) return new Map();
  const spending = await selectKeySpending(tx, keys.map(dayOf));
  const spent = new Map(spending.map((row) => [row.clientId, row.spentMinor]));
  return new Map(
    keys.map(({ clientId, limitMinor }) => [clientId, limitMinor - (spent.get(clientId) ?? 0n)]),
  );
}

/** Counts what limited keys spent, in cents, towards the UTC day of their accounts. */
export async function recordKeySpending(
  tx: Tx,
  spent: readonly (Omit<LimitedKey, 'limitMinor'> & { spentMinor: bigint })[],
): Promise<void> {
  if (spent.length === 0) return;
  const spending: KeySpending[] = spent.map((one) => ({
    ...dayOf(one),
    spentMinor: one.spentMinor,
  }));
  await addKeySpending(tx, spending);
}

type Spender = { db: Tx } & Pick<Context, 'accountId' | 'now'> &
  Partial<Pick<Context, 'actor' | 'dailySpendLimitMinor'>>;

/**
 * Counts what the calling key spends on anything but a sale (stock, credits) towards its daily
 * limit. Keys without a limit, people and commands spend without one. Throws
 * `spend_limit_reached`.
 */
export async function spendWithKey(scope: Spender, amountMinor: bigint): Promise<void> {
  const { db, accountId, now, actor, dailySpendLimitMinor: limitMinor = null } = scope;
  if (actor?.kind !== 'api_key' || limitMinor === null || amountMinor === 0n) return;
  const spending = {
    ...dayOf({ accountId, clientId: actor.clientId, now }),
    spentMinor: amountMinor,
  };
  if (await addKeySpendingWithin(db, { spending, limitMinor })) return;
  const limit = formatAmount(limitMinor);
  const detail = `This key may spend ${limit} a day, and this operation needs more.`;
  throw new Refusal('spend_limit_reached', detail);
}

/**
 * Throws `forbidden` when the calling key has a daily spend limit: for settings that spend money
 * later without a call of the key.
 */
export function requireUnlimitedKey({ dailySpendLimitMinor }: Partial<Context>): void {
  if ((dailySpendLimitMinor ?? null) === null) return;
  throw new Refusal('forbidden', 'A key with a daily spend limit cannot change this setting.');
}

function dayOf({ accountId, clientId, now }: Omit<LimitedKey, 'limitMinor'>): KeyDay {
  return { accountId, clientId, day: now.toISOString().slice(0, 10) };
}
