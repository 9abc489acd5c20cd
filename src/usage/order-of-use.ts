import { type ActivatedItem, startItem } from '../activations/index.ts';

/** A package of a profile domain, and the countries where its data works. */
export type UsablePackage = ActivatedItem & { countries: readonly string[] };

/** Bytes used by a profile of the domain, where and when. */
export type Use = { bytes: bigint; country: string; at: Date };

export type Charge = { activatedItemId: string; bytes: bigint };

export type Consumption = {
  /** The packages as the use leaves them, in the order given. */
  packages: UsablePackage[];
  charges: Charge[];
  /** What no package covered. */
  uncoveredBytes: bigint;
  /** Packages that the use started, each as it started. */
  started: UsablePackage[];
  /** Packages whose last byte it took. */
  depleted: UsablePackage[];
};

/**
 * Charges a use to the packages of its domain in the contract's order (section 5): running packages
 * that cover the country, the one that expires soonest first; then waiting FIRST_USE packages, each
 * started when it is needed, the nearest end of waiting first. What is left is uncovered. Bytes are
 * conserved: the charges and the uncovered bytes add up to the use.
 */
export function consume(packages: readonly UsablePackage[], use: Use): Consumption {
  const stock = new Map(packages.map((one) => [one.id, one]));
  const outcome = { charges: [] as Charge[], started: [] as UsablePackage[] };
  const depleted: UsablePackage[] = [];
  let rest = use.bytes;
  while (rest > 0n) {
    const source = findSource([...stock.values()], use);
    if (!source) break;
    const running = source.state === 'WAITING' ? start(source, use.at) : source;
    if (running !== source) outcome.started.push(running);
    const taken = rest < left(running) ? rest : left(running);
    const after = drain(running, taken);
    stock.set(after.id, after);
    outcome.charges.push({ activatedItemId: after.id, bytes: taken });
    if (after.state === 'DEPLETED') depleted.push(after);
    rest -= taken;
  }
  return { ...outcome, packages: [...stock.values()], uncoveredBytes: rest, depleted };
}

/**
 * The package that attaching to a network of the country starts: the first waiting one, unless a
 * running package covers the country and has data.
 */
export function packageToStart(
  packages: readonly UsablePackage[],
  of: { country: string; at: Date },
): UsablePackage | undefined {
  const source = findSource(packages, of);
  return source?.state === 'WAITING' ? source : undefined;
}

function findSource(packages: readonly UsablePackage[], of: { country: string; at: Date }) {
  const covering = packages.filter((one) => one.countries.includes(of.country) && left(one) > 0n);
  const running = covering.filter((one) => ranAt(one, of.at));
  if (running.length > 0) return running.reduce(soonest);
  const waiting = covering.filter((one) => waitedAt(one, of.at));
  return waiting.length > 0 ? waiting.reduce(soonest) : undefined;
}

/** Late records are charged to what was valid then, so an expired package may still give. */
function ranAt({ state, activatedAt, expiresAt }: UsablePackage, at: Date): boolean {
  if (state !== 'ACTIVE' && state !== 'EXPIRED') return false;
  if (!activatedAt || activatedAt > at) return false;
  return expiresAt === null || expiresAt > at;
}

function waitedAt({ state, activationMode, soldAt }: UsablePackage, at: Date): boolean {
  return state === 'WAITING' && activationMode === 'FIRST_USE' && soldAt <= at;
}

/** One without an end is used last; of equals, the one sold first. */
function soonest(one: UsablePackage, other: UsablePackage): UsablePackage {
  const [ends, otherEnds] = [endOf(one), endOf(other)];
  if (ends !== otherEnds) return ends < otherEnds ? one : other;
  if (one.soldAt.getTime() !== other.soldAt.getTime()) {
    return one.soldAt < other.soldAt ? one : other;
  }
  return one.id < other.id ? one : other;
}

function endOf({ expiresAt }: UsablePackage): number {
  return expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
}

function left(one: UsablePackage): bigint {
  return one.dataBytes - one.usedBytes;
}

function start(one: UsablePackage, at: Date): UsablePackage {
  return { ...startItem(one, at), countries: one.countries };
}

function drain(one: UsablePackage, taken: bigint): UsablePackage {
  const usedBytes = one.usedBytes + taken;
  const isDepleted = usedBytes === one.dataBytes && one.state === 'ACTIVE';
  return { ...one, usedBytes, state: isDepleted ? 'DEPLETED' : one.state };
}
