import {
  fallDue,
  nextDue,
  packageActivated,
  packageDepleted,
  startItem,
  type UsablePackage,
} from '../activations/index.ts';
import type { EventDraft } from '../events/index.ts';
import { inOrderOfUse, leftIn, type Need, type OrderOfUse, sourceOf } from './order-of-use.ts';

/** Below this a profile domain is low on data (contract section 5). */
export const LOW_DATA_BYTES = 104_857_600n;

/** Who used the data: the alert names the profile whose usage did it. */
export type UsingProfile = { customerId: string; iccid: string; imsi: string };

/** Bytes that a profile of the domain used, where and when. */
export type DomainUse = Need & { profile: UsingProfile; bytes: bigint };

/**
 * A profile domain while a batch is charged to it. What follows from all of its packages is kept
 * beside them and found anew when one starts or ends, not for every use: a batch of 1,000 records
 * on a domain of 50 packages else spends most of its time in there.
 */
export type DomainState = {
  readonly packages: Map<string, UsablePackage>;
  /** The packages that are no longer as they were opened. */
  readonly changed: Set<string>;
  /** What came true, in order; several domains of one batch may share the list. */
  readonly facts: EventDraft[];
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

/** The domain before a batch. */
export function openDomain(
  packages: readonly UsablePackage[],
  facts: EventDraft[] = [],
): DomainState {
  const domain: DomainState = {
    packages: new Map(packages.map((one) => [one.id, one])),
    changed: new Set(),
    facts,
    order: { running: [], waiting: [] },
    leftBytes: 0n,
    dueAtMs: Number.POSITIVE_INFINITY,
  };
  takeStock(domain);
  return domain;
}

/**
 * Charges one use to the domain, at its own moment and in the contract's order (section 5): first
 * what fell due by then happens, then the packages give, a waiting one started when it is needed;
 * what is left is uncovered. The alert fires when the use takes the domain's data from the limit or
 * above to below it. Bytes are conserved: the charges and the uncovered bytes add up to the use.
 */
export function useDomain(domain: DomainState, use: DomainUse): DomainCharge {
  passDomainTime(domain, use.at);
  const before = domain.leftBytes;
  const charges: Charge[] = [];
  let rest = use.bytes;
  while (rest > 0n) {
    const source = startWhenWaiting(domain, sourceOf(domain.order, use), use.at);
    if (!source) break;
    const left = leftIn(source);
    const bytes = rest < left ? rest : left;
    drain(domain, source, { bytes, at: use.at });
    charges.push({ activatedItemId: source.id, bytes });
    rest -= bytes;
  }
  const { leftBytes } = domain;
  const isAlert = before >= LOW_DATA_BYTES && leftBytes < LOW_DATA_BYTES;
  if (isAlert) domain.facts.push(balanceLow(use, leftBytes));
  return { charges, uncoveredBytes: rest };
}

/**
 * What attaching to a network does: starts the first waiting package that covers the country,
 * unless a running one with data does.
 */
export function attachToDomain(domain: DomainState, need: Need): void {
  passDomainTime(domain, need.at);
  startWhenWaiting(domain, sourceOf(domain.order, need), need.at);
}

/** Lets everything that falls due by `at` happen to the domain's packages. */
export function passDomainTime(domain: DomainState, at: Date): void {
  if (domain.dueAtMs > at.getTime()) return;
  for (const one of domain.packages.values()) {
    const { item, facts } = fallDue(one, at);
    if (facts.length === 0) continue;
    keep(domain, item);
    domain.facts.push(...facts);
  }
  takeStock(domain);
}

function startWhenWaiting(
  domain: DomainState,
  source: UsablePackage | undefined,
  at: Date,
): UsablePackage | undefined {
  if (source?.state !== 'WAITING') return source;
  const started = startItem(source, at);
  keep(domain, started);
  domain.facts.push(packageActivated(started));
  takeStock(domain);
  return started;
}

function drain(
  domain: DomainState,
  source: UsablePackage,
  { bytes, at }: { bytes: bigint; at: Date },
): void {
  const usedBytes = source.usedBytes + bytes;
  const isActive = source.state === 'ACTIVE';
  const isEmpty = usedBytes === source.dataBytes;
  const state = isEmpty && isActive ? 'DEPLETED' : source.state;
  const drained: UsablePackage = { ...source, usedBytes, state };
  keep(domain, drained);
  if (state === 'DEPLETED') domain.facts.push(packageDepleted(drained, at));
  if (isEmpty) {
    takeStock(domain);
    return;
  }
  if (isActive) domain.leftBytes -= bytes;
  swap(domain.order.running, source, drained);
  swap(domain.order.waiting, source, drained);
}

function keep(domain: DomainState, one: UsablePackage): void {
  domain.packages.set(one.id, one);
  domain.changed.add(one.id);
}

function swap(list: UsablePackage[], one: UsablePackage, by: UsablePackage): void {
  const place = list.indexOf(one);
  if (place >= 0) list[place] = by;
}

function takeStock(domain: DomainState): void {
  const packages = [...domain.packages.values()];
  domain.order = inOrderOfUse(packages);
  domain.leftBytes = packages.filter(counts).reduce((sum, one) => sum + leftIn(one), 0n);
  const dues = packages.map((one) => nextDue(one)?.getTime() ?? Number.POSITIVE_INFINITY);
  domain.dueAtMs = Math.min(...dues);
}

function counts({ state, activationMode }: UsablePackage): boolean {
  return state === 'ACTIVE' || (state === 'WAITING' && activationMode === 'FIRST_USE');
}

/** The Balance Alert of contract section 6. */
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
