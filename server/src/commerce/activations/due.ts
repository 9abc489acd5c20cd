import type { EventDraft } from '../../messaging/events/index.ts';
import { expiryOf, type PackageLife } from './package.ts';
import { packageActivated, packageExpired, packageExpiring } from './package-events.ts';

/** A package warns this long before it expires; one of a single day has no warning. */
const WARNING_MS = 86_400_000;
/** How long the credits of a sale are held for a carrier that has not answered. */
const SILENCE_MS = 600_000;

/** When something next falls due for the package, on its account's clock; null for never. */
export function nextDue(item: PackageLife): Date | null {
  switch (item.state) {
    case 'PENDING':
      return new Date(item.soldAt.getTime() + SILENCE_MS);
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
 * What has become of a waiting or running package by `now`, with the facts in the order in which
 * they came true: it activates after its wait, warns, and expires, each dated at its own moment.
 */
export function applyDueTransitions<Item extends PackageLife>(
  item: Item,
  now: Date,
): { item: Item; facts: EventDraft[] } {
  let stood = item;
  const facts: EventDraft[] = [];
  for (let due = dueBy(stood, now); due; due = dueBy(stood, now)) {
    const [next, fact] = takeStep(stood, due);
    stood = next;
    facts.push(fact);
  }
  return { item: stood, facts };
}

function dueBy(item: PackageLife, now: Date): Date | undefined {
  if (item.state !== 'WAITING' && item.state !== 'ACTIVE') return undefined;
  const due = nextDue(item);
  return due !== null && due <= now ? due : undefined;
}

function takeStep<Item extends PackageLife>(item: Item, due: Date): [Item, EventDraft] {
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

/** The package running from `at` on, for its whole validity. */
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
