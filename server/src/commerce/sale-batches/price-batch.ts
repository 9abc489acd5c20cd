import { keyOf } from '../../kernel/ids.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import type { ActivationMode } from '../activations/index.ts';
import { type ItemForSale, loadItemsForSale, selectInventory } from '../inventory/index.ts';
import { MAX_PACKAGES } from './batch.ts';
import {
  type BatchLine,
  type LineFault,
  readCsvLines,
  readJsonLines,
  type SentLine,
} from './read-lines.ts';

/** The lines of a request, as JSON or as CSV, and when the validity of the packages begins. */
export type BatchOrder = {
  lines?: readonly SentLine[] | undefined;
  csv?: string | undefined;
  activationMode?: ActivationMode | undefined;
};

/** What a batch would sell, what it would cost, and the faults by line. */
export type PricedBatch = {
  lines: BatchLine[];
  faults: LineFault[];
  packages: number;
  /** What the packages cost after prepaid units. */
  totalMinor: bigint;
  retailMinor: bigint;
  /** Packages that prepaid units pay. */
  fromStock: number;
};

/** Checks the lines of a batch and adds up its price. */
export async function priceBatch(scope: ReadScope, order: BatchOrder): Promise<PricedBatch> {
  const read =
    order.csv === undefined
      ? readJsonLines(order.lines ?? [])
      : readCsvLines(order.csv, await selectInventory(scope.db, scope.accountId, {}));
  const items = await loadItems(scope, read.lines);
  const faults = [...read.faults, ...faultsOfItems(read.lines, items, order.activationMode)];
  const packages = read.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  if (packages > MAX_PACKAGES) {
    const message = `The lines have ${packages} packages; ${MAX_PACKAGES} are the most.`;
    faults.push({ line: read.lines.at(-1)?.line ?? 1, field: 'quantity', message });
  }
  const sorted = faults.toSorted((one, other) => one.line - other.line);
  return { lines: read.lines, faults: sorted, packages, ...addUp(read.lines, items) };
}

async function loadItems(
  { db, accountId }: ReadScope,
  lines: readonly BatchLine[],
): Promise<Map<string, ItemForSale>> {
  const ids = [...new Set(lines.map(({ inventoryItemId }) => inventoryItemId))];
  const found = await loadItemsForSale(
    db,
    ids.map((id) => ({ accountId, id })),
  );
  return new Map(
    ids.flatMap((id) => {
      const item = found.get(keyOf({ accountId, id }));
      return item ? [[id, item] as const] : [];
    }),
  );
}

function faultsOfItems(
  lines: readonly BatchLine[],
  items: ReadonlyMap<string, ItemForSale>,
  mode: ActivationMode | undefined,
): LineFault[] {
  return lines.flatMap(({ line, inventoryItemId }) => {
    const message = faultOfItem(items.get(inventoryItemId), mode);
    return message ? [{ line, field: 'inventoryItemId', message }] : [];
  });
}

function faultOfItem(item: ItemForSale | undefined, mode: ActivationMode | undefined) {
  if (!item) return 'No inventory item has this ID.';
  if (!item.active) return `${item.name} is inactive and cannot be sold.`;
  if (mode === 'ON_DEMAND' && item.countrySetKind === 'country') {
    return 'ON_DEMAND is for worldwide and regional packages only.';
  }
  return undefined;
}

function addUp(lines: readonly BatchLine[], items: ReadonlyMap<string, ItemForSale>) {
  const units = new Map([...items].map(([id, { stockUnits }]) => [id, stockUnits]));
  let [totalMinor, retailMinor, fromStock] = [0n, 0n, 0];
  for (const { inventoryItemId, quantity } of lines) {
    const item = items.get(inventoryItemId);
    if (!item) continue;
    const prepaid = Math.min(quantity, units.get(inventoryItemId) ?? 0);
    units.set(inventoryItemId, (units.get(inventoryItemId) ?? 0) - prepaid);
    fromStock += prepaid;
    totalMinor += item.wholesaleMinor * BigInt(quantity - prepaid);
    retailMinor += item.retailMinor * BigInt(quantity);
  }
  return { totalMinor, retailMinor, fromStock };
}
