import { LRUCache } from 'lru-cache';
import type { RateLimit } from '../../kernel/token-bucket.ts';
import { ANSWER_WITHIN_MS, type Exchanges } from './exchanges.ts';
import { isEmpty, isLow, type Lease, leftOf, maySpend, newLease, noteDemand } from './lease.ts';
import { type Buckets, localBuckets, MAX_BUCKETS, type Verdict } from './local-buckets.ts';

/** The leases of a process, of all limits together, by limit and name. */
export type Leases = LRUCache<string, Lease>;

/** Returns room for leases, which is allocated at once: about 2 MB. */
export function createLeases(): Leases {
  return new LRUCache<string, Lease>({ max: MAX_BUCKETS });
}

type SharedParts = {
  /** The name of the limit. */
  kind: string;
  leases: Leases;
  exchanges: Exchanges;
  /** Returns the key of a bucket in the database. */
  bucketOf: (kindAndName: string) => string;
  /** Milliseconds that only grow. */
  clock: () => number;
};

/**
 * Returns buckets that all processes share. A token is taken from the lease of this process, which
 * is in memory. A request waits for the next answer only if the lease is used up and the bucket is
 * not known to be empty. While the database is away each process counts by itself.
 */
export function sharedBuckets(limit: RateLimit, parts: SharedParts): Buckets {
  const { kind, leases, exchanges, bucketOf, clock } = parts;
  const local = localBuckets(limit, clock);

  function leaseOf(name: string): Lease {
    const kindAndName = `${kind}:${name}`;
    const known = leases.get(kindAndName);
    if (known) return known;
    const lease = newLease(bucketOf(kindAndName), limit, clock());
    leases.set(kindAndName, lease);
    return lease;
  }

  function spendOne(lease: Lease): void {
    lease.inHand -= 1;
    if (isLow(lease)) exchanges.ask(lease, 'soon');
  }

  /** Returns undefined where only the database knows. */
  function decide(lease: Lease, isTaken: boolean): Verdict | undefined {
    const now = clock();
    noteDemand(lease, now);
    const isAllowed = maySpend(lease, now);
    if (!isAllowed && !isEmpty(lease, now)) return undefined;
    if (isAllowed && isTaken) spendOne(lease);
    return { isAllowed, left: leftOf(lease, now) };
  }

  async function decideLater(name: string, lease: Lease, isTaken: boolean): Promise<Verdict> {
    const deadline = clock() + ANSWER_WITHIN_MS;
    while (clock() < deadline && !exchanges.isAway()) {
      exchanges.ask(lease, 'now');
      await exchanges.answered();
      const verdict = exchanges.isAway() ? undefined : decide(lease, isTaken);
      if (verdict) return verdict;
    }
    return isTaken ? local.take(name) : local.look(name);
  }

  function check(name: string, isTaken: boolean): Verdict | Promise<Verdict> {
    if (exchanges.isAway()) return isTaken ? local.take(name) : local.look(name);
    const lease = leaseOf(name);
    return decide(lease, isTaken) ?? decideLater(name, lease, isTaken);
  }

  return {
    limit,
    take: (name) => check(name, true),
    look: (name) => check(name, false),
    spend(name) {
      if (exchanges.isAway()) local.spend(name);
      else spendOne(leaseOf(name));
    },
  };
}
