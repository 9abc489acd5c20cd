import type { GigastoreEvent } from './types.gen.ts';

/** The options of a single call. */
export interface CallOptions {
  /** Ends the call; it rejects with the signal's reason. */
  signal?: AbortSignal;
  /** The time for each attempt, instead of the client's. */
  timeoutMs?: number;
  /** The key under which the store does this once, instead of one made for this call. */
  idempotencyKey?: string;
  /** The language of names of countries, such as `de`. */
  locale?: string;
}

/** What a call may say that returns a list as CSV. */
export interface CsvOptions extends CallOptions {
  accept: 'text/csv';
}

/** The options of any call. */
export type AnyOptions = CallOptions & Partial<CsvOptions>;

/**
 * A list: await it for its first page, or iterate over it (`for await`) for every item of all pages.
 * Nothing is sent before.
 */
export interface List<Item, Page> extends Promise<Page>, AsyncIterable<Item> {
  /** Iterates over whole pages. */
  pages(): AsyncIterable<Page>;
}

/**
 * The events as they happen. The stream reconnects by itself where it was, until it is left or its
 * signal ends it: nothing is lost and nothing comes twice.
 */
export type EventStream = AsyncIterable<GigastoreEvent>;
