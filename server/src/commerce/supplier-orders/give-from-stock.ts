import type { LeasedOrder, OrderStep } from '../../connectivity/carrier-orders/index.ts';
import { importedCarrier } from '../../connectivity/carriers/index.ts';
import { addChoice } from './choose-source.ts';
import type { OrderingParts } from './ordering-parts.ts';
import { settleWithin } from './settle-order.ts';

type InStock = {
  /** The order with its source. */
  order: LeasedOrder;
  /** The order as it was leased. */
  asked: LeasedOrder;
  inStock: { item: string; hasEsim: boolean };
};

/**
 * Delivers an order with an eSIM from the stock of its source, or tops up the one that the customer
 * has of it. Returns undefined, or, if others took the last eSIM meanwhile, the step with which the
 * order goes on to its next source.
 */
export async function giveFromStock(
  { db, now }: OrderingParts,
  { order, asked, inStock: { item, hasEsim } }: InStock,
): Promise<{ order: LeasedOrder; step: OrderStep } | undefined> {
  const { carrier, accountId } = order;
  const isGiven = await db.transaction(async (tx) => {
    const one = { count: 1, accountId };
    const claimed = hasEsim ? [] : await importedCarrier(carrier).claimProfiles(tx, one);
    const [found] = claimed;
    if (!found && !hasEsim) return false;
    const profile = found ? { ...found, profileId: found.iccid } : null;
    const placed = { order: null, isDelivered: true, profile, cost: null };
    const step = { step: 'delivered', placed, isFromStock: true } as const;
    await settleWithin(tx, [{ order, step }], now());
    return true;
  });
  if (isGiven) return undefined;
  const detail = `The last eSIM of ${carrier} was just taken.`;
  const choices = [...order.choices];
  const refused = { outcome: 'refused', reason: 'out_of_stock', detail } as const;
  addChoice(choices, { carrier, item, ...refused, at: now().toISOString() });
  const again = { state: 'QUEUED', inMs: 0, supplierOrder: null, detail, asks: false } as const;
  return { order: asked, step: { step: 'again', ...again, choices } };
}
