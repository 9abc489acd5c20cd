import { dayAt } from '../activations/index.ts';
import { type DomainCharge, type DomainState, type DomainUse, useDomain } from './domain-use.ts';

/** A use that lasts until a moment. */
type LastingUse = DomainUse & { until: Date };

/**
 * Charges a use to the domain, in parts if a day of one of its packages begins meanwhile: the bytes
 * are spread evenly over the time, and each part counts for the day in which it began. The parts
 * add up to the use.
 */
export function spreadUse(domain: DomainState, use: LastingUse): DomainCharge {
  if (!domain.hasDays) return useDomain(domain, use);
  const sums = new Map<string, bigint>();
  let uncoveredBytes = 0n;
  let givenBytes = 0n;
  let at: Date | undefined = use.at;
  while (at) {
    const cut = nextCut(domain, { ...use, at });
    const bytesByCut = cut ? bytesBy(cut, use) : use.bytes;
    const part = useDomain(domain, { ...use, at, bytes: bytesByCut - givenBytes });
    for (const { activatedItemId: id, bytes } of part.charges) {
      sums.set(id, (sums.get(id) ?? 0n) + bytes);
    }
    uncoveredBytes += part.uncoveredBytes;
    givenBytes = bytesByCut;
    at = cut;
  }
  const charges = [...sums].map(([activatedItemId, bytes]) => ({ activatedItemId, bytes }));
  return { charges, uncoveredBytes };
}

/** Returns when the next day of a package begins before the use ends; none after its last day. */
function nextCut({ packages }: DomainState, { at, until }: LastingUse): Date | undefined {
  let cut = until;
  for (const one of packages) {
    const { expiresAt } = one;
    if (expiresAt && expiresAt <= at) continue;
    const endsAt = dayAt(one, at)?.endsAt;
    if (endsAt && endsAt < cut && !(expiresAt && endsAt >= expiresAt)) cut = endsAt;
  }
  return cut < until ? cut : undefined;
}

function bytesBy(cut: Date, { at, until, bytes }: LastingUse): bigint {
  return (bytes * BigInt(cut.getTime() - at.getTime())) / BigInt(until.getTime() - at.getTime());
}
