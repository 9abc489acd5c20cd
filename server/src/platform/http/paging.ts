import { isUuid } from '../../kernel/ids.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Reply } from './typed-app.ts';

export const DEFAULT_PAGE_SIZE = 50;

/** Offset paging: what a store needs (`limit`, `offset`) and what the answer repeats. */
export type Page = { pageIndex: number; pageSize: number; limit: number; offset: number };

/** Returns the page that validated `pageQuery` fields name; without them the first 50 entries. */
export function readPage(query: { page_size?: number; page_index?: number }): Page {
  return toPage(query.page_size, query.page_index);
}

/** Returns the page of a `pageSize` and a `pageIndex` that were checked already (search bodies). */
export function toPage(pageSize = DEFAULT_PAGE_SIZE, pageIndex = 0): Page {
  return { pageIndex, pageSize, limit: pageSize, offset: pageSize * pageIndex };
}

/** Sets the header with the total number of entries. */
export function sendTotalCount(reply: Reply, totalCount: number | bigint): Reply {
  return reply.header('X-Total-Count', totalCount.toString());
}

/** A place in a list: the sort values of its last entry, in the order of the list's keys. */
export type Keyset = readonly string[];

/**
 * Returns the page that validated `cursorQuery` fields name; `after` must be a cursor of `keys`
 * values.
 */
export function readCursor(
  query: { limit?: number; after?: string },
  keys: number,
): { limit: number; after: Keyset | undefined } {
  const { limit = DEFAULT_PAGE_SIZE, after } = query;
  return { limit, after: after === undefined ? undefined : parseCursor(after, keys) };
}

/** Returns the page of a list by ID alone: the ID after which the page begins. */
export function readIdCursor(query: { limit?: number; after?: string }): {
  limit: number;
  after: string | undefined;
} {
  const { limit, after } = readCursor(query, 1);
  const [id] = after ?? [];
  if (id !== undefined && !isUuid(id)) throw invalid('/after', 'must be a nextCursor of this list');
  return { limit, after: id };
}

/** Returns the place in a list by time and ID. Throws if a client has made the cursor up. */
export function readPlace([at = '', id = '']: Keyset): { at: string; id: string } {
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime()) || moment.toISOString() !== at || !isUuid(id)) {
    throw invalid('/after', 'must be a nextCursor of this list');
  }
  return { at, id };
}

/** Returns an opaque cursor of a keyset, safe in a URL. */
export function toCursor(keyset: Keyset): string {
  return Buffer.from(JSON.stringify(keyset)).toString('base64url');
}

/** Takes one entry more than `limit` from the store and makes a page of it. */
export function toCursorPage<Item>(
  items: readonly Item[],
  limit: number,
  keysetOf: (item: Item) => Keyset,
): { items: Item[]; nextCursor: string | null } {
  const shown = items.slice(0, limit);
  const last = shown.at(-1);
  const more = items.length > limit && last !== undefined;
  return { items: shown, nextCursor: more ? toCursor(keysetOf(last)) : null };
}

function parseCursor(cursor: string, keys: number): Keyset {
  const keyset = parseJson(Buffer.from(cursor, 'base64url').toString('utf8'));
  const fits =
    Array.isArray(keyset) &&
    keyset.length === keys &&
    keyset.every((key) => typeof key === 'string' && !key.includes('\0'));
  if (!fits || toCursor(keyset) !== cursor)
    throw invalid('/after', 'must be a nextCursor of this list');
  return keyset;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
