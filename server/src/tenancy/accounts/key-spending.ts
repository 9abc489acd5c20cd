import type { Context } from '../../kernel/context.ts';
import { formatAmount } from '../../kernel/money.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import { addKeySpending, addKeySpendingWithin, selectKeySpending } from './spending-store.ts';

/**
 * What each limited key may still spend on the account's UTC day, in cents, by client id; `limits`
 * are the daily limits. Exact only under the lock of the account's credits.
 */
export async function loadKeyAllowances(
  tx: Tx,
  of: { accountId: string; now: Date; limits: ReadonlyMap<string, bigint> },
): Promise<Map<string, bigint>> {
  if (of.limits.size === 0) return new Map();
  const clientIds = [...of.limits.keys()];
  const day = utcDay(of.now);
  const spending = await selectKeySpending(tx, of.accountId, { clientIds, day });
  const spent = new Map(spending.map((row) => [row.clientId, row.spentMinor]));
  return new Map(
    [...of.limits].map(([clientId, limit]) => [clientId, limit - (spent.get(clientId) ?? 0n)]),
  );
}

/** Counts what limited keys spent, in cents by client id, towards the account's UTC day. */
export async function recordKeySpending(
  tx: Tx,
  of: { accountId: string; now: Date; spent: ReadonlyMap<string, bigint> },
): Promise<void> {
  if (of.spent.size === 0) return;
  const spending = [...of.spent].map(([clientId, spentMinor]) => ({ clientId, spentMinor }));
  await addKeySpending(tx, of.accountId, { spending, day: utcDay(of.now) });
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
  const spending = { clientId: actor.clientId, spentMinor: amountMinor };
  const within = { spending, day: utcDay(now), limitMinor };
  if (await addKeySpendingWithin(db, accountId, within)) return;
  const detail = `This key may spend ${formatAmount(limitMinor)} a day, and this call needs more.`;
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

function utcDay(now: Date): string {
  return now.toISOString().slice(0, 10);
}
