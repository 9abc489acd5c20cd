import { LRUCache } from 'lru-cache';
import { coalesce } from '../../kernel/coalesce.ts';
import { toEtag } from '../../kernel/etag.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { showInventoryItem } from './inventory-item.ts';
import { selectInventoryVersion } from './inventory-version-store.ts';
import { type ItemFilter, selectInventory } from './item-store.ts';
import { type Sorting, sortItems } from './sort-items.ts';

/** A query of the inventory. `country` and `countrySet` are upper case. */
export type InventoryQuery = { accountId: string; filter: ItemFilter; sorting: Sorting };

/** The answer `{"items":[InventoryItem]}` as JSON, and its entity tag. */
export type InventoryList = { body: Buffer; etag: string };

type CachedList = InventoryList & { version: string };

const CACHED_LISTS = 10_000;
const CACHED_BYTES = 64 * 1024 * 1024;
/** About the memory that a cached list takes beside its bytes. */
const OVERHEAD_BYTES = 1024;

/**
 * Returns a function that lists inventories from a cache. Lists are never outdated, with any number
 * of server processes: each request reads the current versions from the database first.
 */
export function inventoryLists(db: Queryable): (query: InventoryQuery) => Promise<InventoryList> {
  const cache = new LRUCache<string, CachedList>({
    max: CACHED_LISTS,
    maxSize: CACHED_BYTES,
    sizeCalculation: (list) => list.body.length + OVERHEAD_BYTES,
  });

  async function currentList(query: InventoryQuery): Promise<InventoryList> {
    const key = keyOf(query);
    const version = await readVersion({ db, accountId: query.accountId });
    const list = cache.get(key);
    if (list?.version === version) return list;
    const made = { ...(await makeList(db, query)), version };
    cache.set(key, made);
    return made;
  }

  return coalesce(currentList, keyOf);
}

function keyOf({ accountId, filter, sorting }: InventoryQuery): string {
  const { country, countrySet, active, tag } = filter;
  const of = [accountId, sorting.by, sorting.direction, country, active, countrySet, tag];
  return JSON.stringify(of);
}

async function readVersion(scope: Pick<ReadScope, 'db' | 'accountId'>): Promise<string> {
  const version = await selectInventoryVersion(scope.db, scope.accountId);
  if (!version) throw new Error(`account ${scope.accountId} has no inventory`);
  return `${version.catalogue}.${version.inventory}`;
}

/** Reads the items after their version, so that a list is at least as new as its version. */
async function makeList(db: Queryable, query: InventoryQuery): Promise<InventoryList> {
  const items = await selectInventory(db, query.accountId, query.filter);
  const sorted = sortItems(items, query.sorting);
  const body = Buffer.from(JSON.stringify({ items: sorted.map(showInventoryItem) }));
  return { body, etag: toEtag(body) };
}
