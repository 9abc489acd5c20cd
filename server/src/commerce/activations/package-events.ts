import { toPrice } from '../../kernel/money.ts';
import type { RefusalCode } from '../../kernel/refusal.ts';
import type { EventDraft } from '../../messaging/events/index.ts';
import { dayAt, isUnlimited } from './data-days.ts';
import type { Package, PackageLife } from './package.ts';
import type { Sale } from './sale.ts';

/** The refusal that a sale would have been answered with if its carrier had answered at once. */
export type FailureReason = Extract<RefusalCode, 'out_of_stock' | 'supplier_unavailable'>;

/** Returns the event of a sale. */
export function packagePurchased({ item, esimProfile }: Sale): EventDraft {
  const body = {
    ...identity(item),
    inventoryItemId: item.inventoryItemId,
    iccid: esimProfile?.iccid ?? null,
    status: item.status,
    activationMode: item.activationMode,
    channel: item.salesChannel,
    purchasePrice: toPrice(item.purchasePriceMinor),
    retailPrice: toPrice(item.retailPriceMinor),
    expiresAt: item.expiresAt?.toISOString() ?? null,
  };
  return { type: 'package.purchased', body, createdAt: item.soldAt };
}

/** Returns the event of a package whose validity began (`docs/api-compatibility.md`). */
export function packageActivated(item: PackageLife): EventDraft {
  const activatedAt = item.activatedAt ?? item.soldAt;
  const body = {
    uid: item.customerId,
    activatedItem: item.id,
    activatedAt: activatedAt.toISOString(),
    expiresAt: item.expiresAt?.toISOString() ?? null,
  };
  return { type: 'package.activated', body, createdAt: activatedAt };
}

/** Returns the event of a refund. */
export function packageRefunded(item: Package, reason: string | null): EventDraft {
  const amount = toPrice(item.purchasePriceMinor);
  const createdAt = item.refundedAt ?? item.soldAt;
  return { type: 'package.refunded', body: { ...identity(item), amount, reason }, createdAt };
}

/** Returns the event of a pending sale that its carrier has delivered at `at`. */
export function packageDelivered(
  item: PackageLife,
  { iccid, at }: { iccid: string | null; at: Date },
): EventDraft {
  const expiresAt = item.expiresAt?.toISOString() ?? null;
  return {
    type: 'package.delivered',
    body: { ...identity(item), iccid, expiresAt },
    createdAt: at,
  };
}

/**
 * Returns the event of a sale that its carrier did not deliver by `at`; the credits that were held
 * for it are released.
 */
export function packageFailed(
  item: PackageLife & Pick<Package, 'purchasePriceMinor'>,
  { at, reason }: { at: Date; reason: FailureReason },
): EventDraft {
  const amount = toPrice(item.purchasePriceMinor);
  const body = { ...identity(item), reason, amount };
  return { type: 'package.failed', body, createdAt: at };
}

/** Returns the warning of a package that expires a day after `at`. */
export function packageExpiring(item: PackageLife, at: Date): EventDraft {
  return { type: 'package.expiring', body: remains(item), createdAt: at };
}

/** Returns the event of a package whose validity ended. */
export function packageExpired(item: PackageLife, at: Date): EventDraft {
  return { type: 'package.expired', body: remains(item), createdAt: at };
}

/** Returns the event of a package whose data is used up. */
export function packageDepleted(item: PackageLife, at: Date): EventDraft {
  return { type: 'package.depleted', body: remains(item), createdAt: at };
}

/** Returns the event of a package that has given all that it gives on the day of `at`. */
export function packageDayUsedUp(item: PackageLife, at: Date): EventDraft {
  const dailyBytes = item.dataTerms?.dailyBytes ?? 0;
  const body = { ...remains(item), dailyBytes, resetsAt: resetOf(item, at) };
  return { type: 'package.day_used_up', body, createdAt: at };
}

/** Returns the event of a package that reached its fair-use limit; slow until the day ends. */
export function packageThrottled(item: PackageLife, at: Date): EventDraft {
  const { fairUse = null } = item.dataTerms ?? {};
  const body = {
    ...remains(item),
    fairUseBytes: fairUse?.bytes ?? 0,
    speedKbps: fairUse?.speedKbps ?? 0,
    resetsAt: fairUse?.period === 'day' ? resetOf(item, at) : null,
  };
  return { type: 'package.throttled', body, createdAt: at };
}

/** Returns when the next day begins; null if the package ends before. */
function resetOf(item: PackageLife, at: Date): string | null {
  const endsAt = dayAt(item, at)?.endsAt;
  if (!endsAt || (item.expiresAt && endsAt >= item.expiresAt)) return null;
  return endsAt.toISOString();
}

/** Nothing of unlimited data is left over when it ends. */
function remains(item: PackageLife) {
  const expiresAt = item.expiresAt?.toISOString() ?? null;
  const unusedBytes = isUnlimited(item) ? 0 : Number(item.dataBytes - item.usedBytes);
  return { ...identity(item), expiresAt, unusedBytes };
}

function identity(item: PackageLife) {
  return { uid: item.customerId, activatedItem: item.id, name: item.name, metatag: item.metatag };
}
