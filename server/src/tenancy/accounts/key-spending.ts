import type { Context } from '../../kernel/context.ts';
import {
  beyondLimit,
  limitExceeded,
  type Mandate,
  requireWithinMandate,
  type Spent,
} from '../../kernel/mandate.ts';
import { formatAmount } from '../../kernel/money.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { channelOf } from '../../kernel/sales-channel.ts';
import type { Tx } from '../../platform/db/database.ts';
import {
  addKeySpending,
  addKeySpendingWithin,
  type KeyDay,
  type KeySpending,
  selectKeySpending,
} from './spending-store.ts';

/** A key with a daily limit in cents or a mandate, and the time of its account. */
export type LimitedKey = {
  accountId: string;
  clientId: string;
  now: Date;
  limitMinor: bigint | null;
  mandate: Mandate | null;
};

/** What a limited key may spend, and what it has spent before. */
export type KeyAllowance = Pick<LimitedKey, 'limitMinor' | 'mandate'> & Spent;

/**
 * Returns the allowance of each limited key on its account's UTC day, by client ID. Exact only
 * under the lock of the account's credits.
 */
export async function loadKeyAllowances(
  tx: Tx,
  keys: readonly LimitedKey[],
): Promise<Map<string, KeyAllowance>> {
  if (keys.length === 0) return new Map();
  const spending = await selectKeySpending(tx, keys.map(dayOf));
  const spent = new Map(spending.map((row) => [row.clientId, row]));
  return new Map(
    keys.map(({ clientId, limitMinor, mandate }) => {
      const { todayMinor = 0n, monthMinor = 0n } = spent.get(clientId) ?? {};
      return [clientId, { limitMinor, mandate, todayMinor, monthMinor }];
    }),
  );
}

/** Counts what limited keys spent, in cents, towards the UTC day of their accounts. */
export async function recordKeySpending(
  tx: Tx,
  spent: readonly (Pick<LimitedKey, 'accountId' | 'clientId' | 'now'> & { spentMinor: bigint })[],
): Promise<void> {
  if (spent.length === 0) return;
  const spending: KeySpending[] = spent.map((one) => ({
    ...dayOf(one),
    spentMinor: one.spentMinor,
  }));
  await addKeySpending(tx, spending);
}

type Limits = Pick<Context, 'actor' | 'isAgent' | 'dailySpendLimitMinor' | 'mandate'>;
type Spender = { db: Tx } & Pick<Context, 'accountId' | 'now'> & Partial<Limits>;

/**
 * Counts what the calling key spends on prepaid stock towards its daily limit and its mandate. Keys
 * without limits, people and commands spend without one. The caller holds the lock of the credits.
 * Throws `spend_limit_reached`, and `mandate_exceeded` also above limits that ask.
 */
export async function spendOnStock(
  scope: Spender,
  { amountMinor, item }: { amountMinor: bigint; item: { id: string; countrySet: string } },
): Promise<void> {
  const { db, accountId, now, actor, mandate, isAgent } = scope;
  if (actor?.kind !== 'api_key' || !mandate) return spendWithKey(scope, amountMinor);
  requireWithinMandate(mandate, { item, channel: channelOf({ actor, isAgent }), now });
  const key = { accountId, clientId: actor.clientId, now, limitMinor: null, mandate };
  const spent = (await loadKeyAllowances(db, [key])).get(key.clientId);
  const beyond = spent && limitExceeded(mandate, amountMinor, spent);
  if (beyond) throw beyondLimit(amountMinor, beyond);
  if ((scope.dailySpendLimitMinor ?? null) !== null) return spendWithKey(scope, amountMinor);
  await recordKeySpending(db, [{ ...key, spentMinor: amountMinor }]);
}

/**
 * Counts what the calling key spends on credits towards its daily limit. Keys without a limit,
 * people and commands spend without one. Throws `spend_limit_reached`.
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
 * Throws `forbidden` when the calling key has a daily spend limit or a mandate: for settings that
 * spend money later without a call of the key.
 */
export function requireUnlimitedKey(limits: Partial<Context>): void {
  requireNoMandate(limits);
  if ((limits.dailySpendLimitMinor ?? null) === null) return;
  throw new Refusal('forbidden', 'A key with a daily spend limit cannot change this setting.');
}

/** Throws `forbidden` when the calling key has a mandate: for buying credits. */
export function requireNoMandate({ mandate }: Partial<Context>): void {
  if (!mandate) return;
  throw new Refusal('forbidden', 'A key with a mandate cannot do this.');
}

function dayOf({
  accountId,
  clientId,
  now,
}: Pick<LimitedKey, 'accountId' | 'clientId' | 'now'>): KeyDay {
  return { accountId, clientId, day: now.toISOString().slice(0, 10) };
}
