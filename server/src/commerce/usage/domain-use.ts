import type { EventDraft } from '../../messaging/events/index.ts';
import {
  type Allowance,
  addToDay,
  allowanceAt,
  applyDueTransitions,
  bytesFrom,
  nextDue,
  packageActivated,
  packageDayUsedUp,
  packageDepleted,
  packageThrottled,
  startPackage,
  type UsablePackage,
} from '../activations/index.ts';
import {
  inOrderOfUse,
  type Need,
  type OrderOfUse,
  remainingBytes,
  sourceOf,
} from './order-of-use.ts';

/** Below this, a profile domain is low on data (docs/api-compatibility.md#low-data). */
export const LOW_DATA_BYTES = 104_857_600n;

/** Who used the data: the alert names the profile whose usage did it. */
type UsingProfile = { customerId: string; iccid: string; imsi: string | null };

/** Bytes that a profile of the domain used, where and when. */
export type DomainUse = Need & { profile: UsingProfile; bytes: bigint };

/**
 * A profile domain while a batch is charged to it. What follows from all of its packages is kept
 * beside them and found anew when one starts or ends, not for every use: a batch of 1,000 records
 * on a domain of 50 packages else spends most of its time in there.
 */
export type DomainState = {
  readonly packages: readonly UsablePackage[];
  /** The packages that are no longer as they were opened; several domains may share the set. */
  readonly changed: Set<UsablePackage>;
  /** What came true, in order; several domains of one batch may share the list. */
  readonly facts: EventDraft[];
  /** Whether what a package still holds depends on its day. */
  readonly hasDays: boolean;
  order: OrderOfUse;
  /** What running and waiting FIRST_USE packages still hold. */
  leftBytes: bigint;
  /** When something next falls due for one of them, in milliseconds. */
  dueAtMs: number;
};

export type Charge = { activatedItemId: string; bytes: bigint };

export type DomainCharge = {
  charges: Charge[];
  /** What no package covered. */
  uncoveredBytes: bigint;
};

/**
 * Returns the domain before a batch. It owns the packages that it is given, and changes them in
 * place.
 */
export function openDomain(
  packages: readonly UsablePackage[],
  facts: EventDraft[] = [],
  changed: Set<UsablePackage> = new Set(),
): DomainState {
  const hasDays = packages.some(({ dataTerms }) => dataTerms !== null);
  const stock = { order: NO_ORDER, leftBytes: 0n, dueAtMs: NEVER };
  const domain = { packages, changed, facts, hasDays, ...stock };
  takeStock(domain);
  return domain;
}

const NO_ORDER: OrderOfUse = { running: [], waiting: [] };
const NEVER = Number.POSITIVE_INFINITY;

/**
 * Charges one use to the domain, at its own moment (docs/api-compatibility.md#order-of-use): first
 * what fell due by then happens, then the packages give, a waiting one started when it is needed;
 * what is left is uncovered. The alert fires when the use takes the domain's data from the limit or
 * above to below it. Bytes are conserved: the charges and the uncovered bytes add up to the use.
 */
export function useDomain(domain: DomainState, use: DomainUse): DomainCharge {
  const { at } = use;
  passDomainTime(domain, at);
  const before = leftAt(domain, at);
  const charges: Charge[] = [];
  let rest = use.bytes;
  while (rest > 0n) {
    const source = sourceOf(domain.order, use);
    if (!source) break;
    if (source.state === 'WAITING') start(domain, source, at);
    const { bytes: left, isThrottled } = allowanceAt(source, at);
    const bytes = rest < left ? rest : left;
    drain(domain, source, { bytes, isThrottled, at });
    charges.push({ activatedItemId: source.id, bytes });
    rest -= bytes;
  }
  const leftBytes = leftAt(domain, at);
  const isAlert = before >= LOW_DATA_BYTES && leftBytes < LOW_DATA_BYTES;
  if (isAlert) domain.facts.push(balanceLow(use, leftBytes));
  return { charges, uncoveredBytes: rest };
}

/**
 * Attaches the domain to a network: starts the first waiting package that covers the country,
 * unless a running package with data covers it.
 */
export function attachToDomain(domain: DomainState, need: Need): void {
  passDomainTime(domain, need.at);
  const source = sourceOf(domain.order, need);
  if (source?.state === 'WAITING') start(domain, source, need.at);
}

/** Returns whether one of the domain's packages could give data. */
export function hasSource(domain: DomainState, need: Need): boolean {
  passDomainTime(domain, need.at);
  return sourceOf(domain.order, need) !== undefined;
}

/** Lets everything that falls due by `at` happen to the domain's packages. */
function passDomainTime(domain: DomainState, at: Date): void {
  if (domain.dueAtMs > at.getTime()) return;
  for (const one of domain.packages) {
    const { item, events: facts } = applyDueTransitions(one, at);
    if (facts.length === 0) continue;
    change(domain, one, item);
    domain.facts.push(...facts);
  }
  takeStock(domain);
}

function start(domain: DomainState, one: UsablePackage, at: Date): void {
  change(domain, one, startPackage(one, at));
  domain.facts.push(packageActivated(one));
  takeStock(domain);
}

function drain(domain: DomainState, source: UsablePackage, given: Allowance & { at: Date }): void {
  const { bytes, at } = given;
  source.usedBytes += bytes;
  domain.changed.add(source);
  if (source.dataTerms) countOnDay(domain, source, given);
  if (source.state !== 'ACTIVE') return;
  domain.leftBytes -= bytes;
  if (remainingBytes(source) > 0n) return;
  source.state = 'DEPLETED';
  domain.facts.push(packageDepleted(source, at));
  takeStock(domain);
}

/** Counts the bytes on their day; a fact follows when the day, or fair use, has just ended. */
function countOnDay(
  { facts }: DomainState,
  source: UsablePackage,
  given: Allowance & { at: Date },
): void {
  const { at } = given;
  addToDay(source, at, given);
  if (source.state !== 'ACTIVE') return;
  const next = allowanceAt(source, at);
  if (next.bytes === 0n && remainingBytes(source) > 0n) facts.push(packageDayUsedUp(source, at));
  if (next.isThrottled && !given.isThrottled) facts.push(packageThrottled(source, at));
}

function change(domain: DomainState, one: UsablePackage, into: UsablePackage): void {
  Object.assign(one, into);
  domain.changed.add(one);
}

function takeStock(domain: DomainState): void {
  domain.order = inOrderOfUse(domain.packages);
  domain.leftBytes = 0n;
  domain.dueAtMs = NEVER;
  for (const one of domain.packages) {
    if (counts(one)) domain.leftBytes += remainingBytes(one);
    domain.dueAtMs = Math.min(domain.dueAtMs, nextDue(one)?.getTime() ?? domain.dueAtMs);
  }
}

/** Returns what running and waiting FIRST_USE packages can still give from a moment on. */
function leftAt({ packages, hasDays, leftBytes }: DomainState, at: Date): bigint {
  if (!hasDays) return leftBytes;
  return packages.reduce((sum, one) => (counts(one) ? sum + bytesFrom(one, at) : sum), 0n);
}

function counts({ state, activationMode }: UsablePackage): boolean {
  return state === 'ACTIVE' || (state === 'WAITING' && activationMode === 'FIRST_USE');
}

/** Returns the Balance Alert of docs/api-compatibility.md#webhooks. */
function balanceLow({ profile, at }: DomainUse, leftBytes: bigint): EventDraft {
  const body = {
    uid: profile.customerId,
    iccid: profile.iccid,
    imsi: profile.imsi,
    timestamp: at.toISOString(),
    balanceAmountInByte: Number(leftBytes),
  };
  return { type: 'balance.low', body, createdAt: at };
}
