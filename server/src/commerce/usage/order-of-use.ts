import { allowanceAt, type UsablePackage } from '../activations/index.ts';

/** Where and when a phone uses data. */
export type Need = { country: string; at: Date };

/**
 * The packages of a profile domain that have data left, in the documented order of use: `running`
 * the one that expires soonest first, one without an end last; `waiting` the one whose wait ends
 * soonest first. A package may stand in both: which it is depends on the moment.
 */
export type OrderOfUse = {
  readonly running: readonly UsablePackage[];
  readonly waiting: readonly UsablePackage[];
};

/** Returns the packages in order of use; those that can give nothing are left out. */
export function inOrderOfUse(packages: Iterable<UsablePackage>): OrderOfUse {
  const running: UsablePackage[] = [];
  const waiting: UsablePackage[] = [];
  for (const one of packages) {
    if (!GIVING.has(one.state) || remainingBytes(one) === 0n) continue;
    if (one.state !== 'WAITING') running.push(one);
    if (one.activationMode === 'FIRST_USE') waiting.push(one);
  }
  return { running: running.sort(byEnd), waiting: waiting.sort(bySale) };
}

/** Late records are charged to what was valid then, so an expired package may still give. */
const GIVING: ReadonlySet<string> = new Set(['WAITING', 'ACTIVE', 'EXPIRED']);

/**
 * Returns the package that a need is met from: the first running one that covers the country, those
 * at full speed before those that are throttled; else the first waiting FIRST_USE one, which is to
 * be started then. Undefined: nothing covers it.
 */
export function sourceOf(order: OrderOfUse, { country, at }: Need): UsablePackage | undefined {
  let slow: UsablePackage | undefined;
  for (const one of order.running) {
    if (!(remainingBytes(one) > 0n && ranAt(one, at) && one.countries.has(country))) continue;
    const pace = paceAt(one, at);
    if (pace === 'full') return one;
    if (pace === 'throttled') slow ??= one;
  }
  if (slow) return slow;
  for (const one of order.waiting) {
    if (!(remainingBytes(one) > 0n && waitedAt(one, at) && one.countries.has(country))) continue;
    if (paceAt(one, at) !== 'none') return one;
  }
  return undefined;
}

/** Returns how fast a package with data left gives at a moment; `none` if its day is used up. */
function paceAt(one: UsablePackage, at: Date): 'full' | 'throttled' | 'none' {
  if (one.dataTerms === null) return 'full';
  const { bytes, isThrottled } = allowanceAt(one, at);
  if (bytes === 0n) return 'none';
  return isThrottled ? 'throttled' : 'full';
}

/** Bytes that the package has not given. */
export function remainingBytes({ dataBytes, usedBytes }: UsablePackage): bigint {
  return dataBytes - usedBytes;
}

function ranAt({ activatedAt, expiresAt }: UsablePackage, at: Date): boolean {
  if (!activatedAt || activatedAt.getTime() > at.getTime()) return false;
  return expiresAt === null || expiresAt.getTime() > at.getTime();
}

/**
 * A late record from the time of the wait would have started the package had it come in time, so it
 * is charged to it even if the package runs by now.
 */
function waitedAt({ activatedAt, soldAt }: UsablePackage, at: Date): boolean {
  return soldAt <= at && (activatedAt === null || activatedAt > at);
}

function byEnd(one: UsablePackage, other: UsablePackage): number {
  return endOf(one) - endOf(other) || bySale(one, other);
}

function endOf({ expiresAt }: UsablePackage): number {
  return expiresAt?.getTime() ?? Number.MAX_VALUE;
}

/** All of them wait equally long, so the one that was sold first also ends its wait first. */
function bySale(one: UsablePackage, other: UsablePackage): number {
  return one.soldAt.getTime() - other.soldAt.getTime() || (one.id < other.id ? -1 : 1);
}
