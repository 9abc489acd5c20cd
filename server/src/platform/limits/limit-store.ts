import type { RateLimit } from '../../kernel/token-bucket.ts';
import { integers, texts } from '../db/arrays.ts';
import { type Queryable, sql } from '../db/database.ts';

/** What a process asks of a shared bucket: tokens it has spent, and more; below zero, fewer. */
export type LeaseWish = { bucket: string; limit: RateLimit; spent: number; wanted: number };

/** What a bucket had before, and how many of them were leased. */
export type LeaseAnswer = { bucket: string; tokens: number; leased: number };

/**
 * Exchanges tokens with the shared buckets, of which each may be named once. The time is that of
 * the database, read when the row is locked, so that processes with other clocks agree. The order
 * keeps two processes from waiting for each other.
 */
export function exchangeLeases(
  db: Queryable,
  wishes: readonly LeaseWish[],
): Promise<LeaseAnswer[]> {
  return db.rows<LeaseAnswer>(sql`
    insert into rate_limits as known (bucket, burst, per_second, tokens, wanted, at)
    select bucket, burst, per_second::double precision, burst - spent, wanted, clock_timestamp()
    from unnest(
      ${texts(wishes.map(({ bucket }) => bucket))}::text[],
      ${integers(wishes.map(({ limit }) => limit.burst))}::integer[],
      ${texts(wishes.map(({ limit }) => String(limit.perSecond)))}::text[],
      ${integers(wishes.map(({ spent }) => spent))}::integer[],
      ${integers(wishes.map(({ wanted }) => wanted))}::integer[]
    ) as wish (bucket, burst, per_second, spent, wanted)
    order by bucket
    on conflict (bucket) do update
    set burst = excluded.burst,
      per_second = excluded.per_second,
      tokens = excluded.tokens - excluded.burst + least(
        excluded.burst,
        known.tokens - known.leased + excluded.per_second
          * greatest(0, extract(epoch from clock_timestamp() - known.at)::double precision)
      ),
      wanted = excluded.wanted,
      at = clock_timestamp()
    returning bucket, tokens, leased`);
}

/** Deletes the buckets that are full, which are the same as none. */
export function deleteFullBuckets(db: Queryable): Promise<number> {
  return db.run(sql`
    delete from rate_limits
    where tokens - leased
      + per_second * extract(epoch from now() - at)::double precision >= burst`);
}
