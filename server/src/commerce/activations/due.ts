import type { EventDraft } from '../../messaging/events/index.ts';
import { isDeliveredLater } from './forced-outcome.ts';
import { expiryOf, type PackageLife } from './package.ts';
import { packageActivated, packageExpired, packageExpiring } from './package-events.ts';

/** The warning comes this long before the expiry; a package of a single day has none. */
const WARNING_MS = 86_400_000;
/** How long a sale waits for its carrier before it fails. */
const ANSWER_TIMEOUT_MS = 600_000;
/** How long a sale waits that was forced to be delivered later. */
const LATE_DELIVERY_MS = 60_000;

/** Returns when the next change of the package is due, on its account's clock; null for never. */
export function nextDue(item: PackageLife): Date | null {
  switch (item.state) {
    case 'PENDING':
      return new Date(
        item.soldAt.getTime() + (isDeliveredLater(item) ? LATE_DELIVERY_MS : ANSWER_TIMEOUT_MS),
      );
    case 'WAITING':
      return item.expiresAt;
    case 'ACTIVE':
      return warningOf(item) ?? item.expiresAt;
    case 'DEPLETED':
    case 'EXPIRED':
    case 'REFUNDED':
    case 'FAILED':
      return null;
  }
}

/**
 * Returns a waiting or active package as it is at `now`, and the events on the way: it activates
 * after its wait, warns, and expires. The events are in order, each dated when it was due.
 */
export function applyDueTransitions<Item extends PackageLife>(
  item: Item,
  now: Date,
): { item: Item; events: EventDraft[] } {
  let current = item;
  const events: EventDraft[] = [];
  for (let due = dueBy(current, now); due; due = dueBy(current, now)) {
    const [next, event] = applyTransition(current, due);
    current = next;
    events.push(event);
  }
  return { item: current, events };
}

function dueBy(item: PackageLife, now: Date): Date | undefined {
  if (item.state !== 'WAITING' && item.state !== 'ACTIVE') return undefined;
  const due = nextDue(item);
  return due !== null && due <= now ? due : undefined;
}

function applyTransition<Item extends PackageLife>(item: Item, due: Date): [Item, EventDraft] {
  if (item.state === 'WAITING') {
    const active = startPackage(item, due);
    return [active, packageActivated(active)];
  }
  if (warningOf(item)) {
    const warned = { ...item, warnedAt: due };
    return [warned, packageExpiring(warned, due)];
  }
  const expired = { ...item, state: 'EXPIRED' as const };
  return [expired, packageExpired(expired, due)];
}

/** Returns the package as active from `at` on, for its whole validity. */
export function startPackage<Item extends PackageLife>(item: Item, at: Date): Item {
  const expiresAt = expiryOf(at, item.validityDays);
  return { ...item, state: 'ACTIVE', activatedAt: at, expiresAt };
}

function warningOf(item: PackageLife): Date | null {
  const { activatedAt, expiresAt, warnedAt } = item;
  if (!activatedAt || !expiresAt || warnedAt) return null;
  const warning = new Date(expiresAt.getTime() - WARNING_MS);
  return warning > activatedAt ? warning : null;
}
