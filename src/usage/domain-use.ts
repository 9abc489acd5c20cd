import { fallDue, packageActivated, packageDepleted } from '../activations/index.ts';
import type { EventDraft } from '../events/index.ts';
import { type Charge, consume, type UsablePackage } from './order-of-use.ts';

/** Below this a profile domain is low on data (contract section 5). */
export const LOW_DATA_BYTES = 104_857_600n;

/** Who used the data: the alert names the profile whose usage did it. */
export type Profile = { id: string; customerId: string; iccid: string; imsi: string };

export type DomainUse = { profile: Profile; bytes: bigint; country: string; at: Date };

/** A profile domain while a batch is charged to it. */
export type DomainState = { packages: UsablePackage[]; changed: Set<string>; facts: EventDraft[] };

export type DomainCharge = { charges: Charge[]; uncoveredBytes: bigint; leftBytes: bigint };

/** The domain before a batch. */
export function openDomain(packages: readonly UsablePackage[]): DomainState {
  return { packages: [...packages], changed: new Set(), facts: [] };
}

/**
 * Charges one use to the domain, at its own moment: first what fell due by then, then the use, then
 * the alert, which fires when the use takes the domain's data from the limit or above to below it.
 */
export function useDomain(domain: DomainState, use: DomainUse): DomainCharge {
  passTime(domain, use.at);
  const before = leftInDomain(domain.packages, use.at);
  const { packages, charges, uncoveredBytes, started, depleted } = consume(domain.packages, use);
  domain.packages = packages;
  for (const { activatedItemId } of charges) domain.changed.add(activatedItemId);
  const leftBytes = leftInDomain(packages, use.at);

  domain.facts.push(...started.map(packageActivated));
  domain.facts.push(...depleted.map((one) => packageDepleted(one, use.at)));
  if (before >= LOW_DATA_BYTES && leftBytes < LOW_DATA_BYTES) {
    domain.facts.push(balanceLow(use, leftBytes));
  }
  return { charges, uncoveredBytes, leftBytes };
}

/** Lets everything that falls due by `at` happen to the domain's packages. */
export function passTime(domain: DomainState, at: Date): void {
  domain.packages = domain.packages.map((one) => {
    const { item, facts } = fallDue(one, at);
    if (facts.length === 0) return one;
    domain.changed.add(one.id);
    domain.facts.push(...facts);
    return { ...item, countries: one.countries };
  });
}

/** What running and waiting FIRST_USE packages still hold at `at`. */
function leftInDomain(packages: readonly UsablePackage[], at: Date): bigint {
  return packages.reduce((sum, one) => (counts(one, at) ? sum + left(one) : sum), 0n);
}

function counts({ state, activationMode, expiresAt }: UsablePackage, at: Date): boolean {
  if (state === 'WAITING') return activationMode === 'FIRST_USE';
  return state === 'ACTIVE' && (expiresAt === null || expiresAt > at);
}

function left({ dataBytes, usedBytes }: UsablePackage): bigint {
  return dataBytes - usedBytes;
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
