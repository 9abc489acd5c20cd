import { LRUCache } from 'lru-cache';
import { coalesce } from '../../kernel/coalesce.ts';
import { toEtag } from '../../kernel/etag.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { showInventoryItem } from './inventory-item.ts';
import { type Sorting, sortItems } from './sort-items.ts';
import { type ItemFilter, selectInventory, selectInventoryVersion } from './store.ts';

/** What a list of the inventory is asked with; `country` and `countrySet` upper case. */
export type InventoryQuery = { accountId: string; filter: ItemFilter; sorting: Sorting };

/** The ready answer `{"items":[InventoryItem]}` and its entity tag. */
export type InventoryList = { body: Buffer; etag: string };

type KeptList = InventoryList & { version: string };

const KEPT_LISTS = 10_000;
const KEPT_BYTES = 64 * 1024 * 1024;
/** What keeping a list costs beside its bytes, about. */
const KEEPING_BYTES = 1024;

/**
 * Lists of inventories that are made once and sent many times, yet never stale, with any number of
 * server processes: each request is measured against versions read from the database after it came.
 */
export function inventoryLists(db: Queryable): (query: InventoryQuery) => Promise<InventoryList> {
  const kept = new LRUCache<string, KeptList>({
    max: KEPT_LISTS,
    maxSize: KEPT_BYTES,
    sizeCalculation: (list) => list.body.length + KEEPING_BYTES,
  });

  async function currentList(query: InventoryQuery): Promise<InventoryList> {
    const key = keyOf(query);
    const version = await readVersion({ db, accountId: query.accountId });
    const list = kept.get(key);
    if (list?.version === version) return list;
    const made = { ...(await makeList(db, query)), version };
    kept.set(key, made);
    return made;
  }

  return coalesce(currentList, keyOf);
}

function keyOf({ accountId, filter, sorting }: InventoryQuery): string {
  const { country, countrySet, active } = filter;
  return `${accountId} ${sorting.by} ${sorting.direction} ${country} ${active} ${countrySet}`;
}

async function readVersion(scope: Pick<ReadScope, 'db' | 'accountId'>): Promise<string> {
  const version = await selectInventoryVersion(scope.db, scope.accountId);
  if (!version) throw new Error(`account ${scope.accountId} has no inventory`);
  return `${version.catalogue}.${version.inventory}`;
}

/** Reads the items after their version, so that a list is at least as new as it says. */
async function makeList(db: Queryable, query: InventoryQuery): Promise<InventoryList> {
  const items = await selectInventory(db, query.accountId, query.filter);
  const sorted = sortItems(items, query.sorting);
  const body = Buffer.from(JSON.stringify({ items: sorted.map(showInventoryItem) }));
  return { body, etag: toEtag(body) };
}
