import { toPrice } from '../../kernel/money.ts';
import { recordEvents } from '../../messaging/events/index.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { type OfferedPrice, type PricedWhere, readOfferedPrices } from '../inventory/index.ts';
import { followWholesale } from '../pricing/index.ts';

/**
 * Makes a change of wholesale prices. Every account whose items cost something else after it
 * receives `price.changed`, and its pricing rules set the new retail prices. Accounts come in one
 * order, so that two such changes cannot wait for each other.
 */
export async function announcePrices(
  { db, now }: Pick<Scope, 'db' | 'now'>,
  where: PricedWhere,
  change: () => Promise<void>,
): Promise<void> {
  const before = new Map(
    (await readOfferedPrices(db, where)).map((price) => [price.inventoryItemId, price]),
  );
  await change();
  const after = await readOfferedPrices(db, where);
  const changed = after.filter(
    ({ inventoryItemId, wholesaleMinor }) =>
      wholesaleMinor !== null && before.get(inventoryItemId)?.wholesaleMinor !== wholesaleMinor,
  );
  for (const [accountId, prices] of byAccount(changed)) {
    const items = prices.map(({ inventoryItemId }) => inventoryItemId);
    await followWholesale({ db, accountId }, items);
    await recordEvents(
      { db, accountId },
      prices.map((price) => priceChanged(price, now)),
    );
  }
}

function priceChanged(price: OfferedPrice, now: Date) {
  const { inventoryItemId, wholesaleMinor, clockOffsetMs } = price;
  return {
    type: 'price.changed',
    body: { inventoryItemId, price: toPrice(wholesaleMinor ?? 0n) },
    createdAt: new Date(now.getTime() + Number(clockOffsetMs)),
  } as const;
}

function byAccount(prices: readonly OfferedPrice[]): Map<string, OfferedPrice[]> {
  const accounts = new Map<string, OfferedPrice[]>();
  for (const price of prices) {
    accounts.set(price.accountId, [...(accounts.get(price.accountId) ?? []), price]);
  }
  return accounts;
}
