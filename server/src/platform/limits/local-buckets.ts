import {
  type Bucket,
  fullBucket,
  hasToken,
  type RateLimit,
  refill,
  spend,
} from '../../kernel/token-bucket.ts';

/** About 10 MB. Beyond it the oldest bucket is removed, which gives its owner a full one. */
export const MAX_BUCKETS = 50_000;

/** Whether a request may go on, and what is left for its name afterwards. */
export type Verdict = { isAllowed: boolean; left: Bucket };

/** The buckets of one limit, by the name of whose requests are counted together. */
export type Buckets = {
  readonly limit: RateLimit;
  /** Takes a token if there is one. It waits at most a moment, and seldom at all. */
  take(name: string): Verdict | Promise<Verdict>;
  /** Returns whether there is a token, and takes none. */
  look(name: string): Verdict | Promise<Verdict>;
  /** Takes a token even if there is none: then it is a debt, which only time pays. */
  spend(name: string): void;
};

/** Buckets that only this process knows; nothing in them waits. */
type LocalBuckets = Buckets & {
  take(name: string): Verdict;
  look(name: string): Verdict;
};

export function localBuckets(limit: RateLimit, clock: () => number): LocalBuckets {
  const buckets = new Map<string, Bucket>();
  const read = (name: string) => {
    const bucket = buckets.get(name);
    return bucket ? refill(bucket, limit, clock()) : fullBucket(limit, clock());
  };
  const write = (name: string, bucket: Bucket) => {
    if (buckets.size >= MAX_BUCKETS && !buckets.has(name)) {
      const [oldest] = buckets.keys();
      if (oldest !== undefined) buckets.delete(oldest);
    }
    buckets.set(name, bucket);
  };
  return {
    limit,
    take(name) {
      const bucket = read(name);
      const isAllowed = hasToken(bucket);
      const left = isAllowed ? spend(bucket) : bucket;
      write(name, left);
      return { isAllowed, left };
    },
    look(name) {
      const left = read(name);
      return { isAllowed: hasToken(left), left };
    },
    spend: (name) => write(name, spend(read(name))),
  };
}
