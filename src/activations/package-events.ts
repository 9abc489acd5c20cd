import type { EventDraft } from '../events/index.ts';
import { toPrice } from '../lib/money.ts';
import type { ActivatedItem } from './activated-item.ts';
import type { Sale } from './sale.ts';

/** A package was sold. */
export function packagePurchased({ item, esimProfile }: Sale): EventDraft {
  const body = {
    ...identity(item),
    inventoryItemId: item.inventoryItemId,
    iccid: esimProfile?.iccid ?? null,
    status: item.status,
    activationMode: item.activationMode,
    purchasePrice: toPrice(item.purchasePriceMinor),
    retailPrice: toPrice(item.retailPriceMinor),
    expiresAt: item.expiresAt?.toISOString() ?? null,
  };
  return { type: 'package.purchased', body, createdAt: item.soldAt };
}

/** A package's validity began; the body is the Balance Activation of contract section 6. */
export function packageActivated(item: ActivatedItem): EventDraft {
  const activatedAt = item.activatedAt ?? item.soldAt;
  const body = {
    uid: item.customerId,
    activatedItem: item.id,
    activatedAt: activatedAt.toISOString(),
    expiresAt: item.expiresAt?.toISOString() ?? null,
  };
  return { type: 'package.activated', body, createdAt: activatedAt };
}

/** A package was refunded, and its price returned to the credits. */
export function packageRefunded(item: ActivatedItem, reason: string | null): EventDraft {
  const amount = toPrice(item.purchasePriceMinor);
  const createdAt = item.refundedAt ?? item.soldAt;
  return { type: 'package.refunded', body: { ...identity(item), amount, reason }, createdAt };
}

function identity(item: ActivatedItem) {
  return { uid: item.customerId, activatedItem: item.id, name: item.name, metatag: item.metatag };
}
