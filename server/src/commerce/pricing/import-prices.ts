import { formatAmount } from '../../kernel/money.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { readAmountCell } from '../../kernel/sheet-values.ts';
import { readSheet, type SheetFault, type SheetLayout } from '../../kernel/spreadsheet.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { type InventoryItem, lockInventory, selectInventory } from '../inventory/index.ts';
import { savePrices } from './change-prices.ts';
import { type PriceDraft, refuseUnlessPreviewed, toDraft } from './price-draft.ts';

type Column = 'id' | 'name' | 'retail';

const LAYOUT: SheetLayout<Column> = {
  headings: {
    id: ['id', 'inventoryitemid', 'itemid'],
    name: ['name', 'itemname'],
    retail: ['retailprice', 'retail', 'newretailprice', 'price'],
  },
  isHeader: (columns) => columns.has('retail') && (columns.has('id') || columns.has('name')),
};

export type PriceImport = {
  csv: string;
  isDryRun: boolean;
  confirmBelowCost: boolean;
  /** The token of the dry run; without it, prices are not compared with those of the dry run. */
  token: string | undefined;
};

export type ImportedPrices = { drafts: PriceDraft[]; errors: SheetFault[] };

/**
 * Sets retail prices from a spreadsheet: of all lines, or of none if a line is wrong or if it is a
 * dry run. An item is found by its ID, or else by its name. Throws `price_mismatch` if prices have
 * changed since the dry run, and `price_below_cost` for an unconfirmed price below cost.
 */
export async function importPrices(
  scope: Scope,
  { csv, isDryRun, confirmBelowCost, token }: PriceImport,
): Promise<ImportedPrices> {
  await lockInventory(scope.db, scope.accountId);
  const { drafts, errors } = readPrices(csv, await selectInventory(scope.db, scope.accountId, {}));
  if (isDryRun || errors.length > 0) return { drafts, errors };
  if (token !== undefined) refuseUnlessPreviewed(drafts, token);
  if (!confirmBelowCost) refuseAnyBelowCost(drafts);
  await savePrices(scope, drafts);
  return { drafts, errors };
}

function refuseAnyBelowCost(drafts: readonly PriceDraft[]): void {
  const below = drafts.filter(({ newMinor, wholesaleMinor }) => newMinor < wholesaleMinor);
  const [first] = below;
  if (!first) return;
  const items = below.length === 1 ? '1 retail price is' : `${below.length} retail prices are`;
  throw new Refusal(
    'price_below_cost',
    `${items} below the wholesale price, such as ${formatAmount(first.newMinor)} for ` +
      `${first.name}. Send \`confirmBelowCost\` to allow it.`,
  );
}

function readPrices(csv: string, items: readonly InventoryItem[]): ImportedPrices {
  const sheet = readSheet(csv, LAYOUT);
  const errors = [...sheet.faults];
  const drafts = new Map<string, PriceDraft>();
  for (const { line, values } of sheet.rows) {
    if (values.retail === '') continue;
    const found = findItem(items, values);
    const newMinor = readAmountCell(values.retail);
    if (typeof found === 'string') errors.push({ line, reason: found });
    else if (newMinor === undefined) errors.push({ line, reason: notAnAmount(values.retail) });
    else if (drafts.has(found.id)) errors.push({ line, reason: `${found.name} is there twice` });
    else drafts.set(found.id, toDraft(found, newMinor));
  }
  if (drafts.size === 0 && errors.length === 0) {
    errors.push({ line: 1, reason: 'no line has a retail price' });
  }
  return { drafts: [...drafts.values()], errors: errors.sort((a, b) => a.line - b.line) };
}

function notAnAmount(text: string): string {
  return `retail_price is "${text.slice(0, 40)}" and not an amount in USD such as 4.99`;
}

/** Returns the item of a line, or the fault of the line. */
function findItem(
  items: readonly InventoryItem[],
  { id, name }: Record<'id' | 'name', string>,
): InventoryItem | string {
  if (id !== '') {
    const item = items.find((one) => one.id === id.toLowerCase());
    return item ?? `no item of your inventory has the ID "${id.slice(0, 40)}"`;
  }
  const named = items.filter((one) => one.name === name);
  if (named.length > 1) return `${named.length} items are called "${name}"; add a column id`;
  return named[0] ?? `no item of your inventory is called "${name.slice(0, 255)}"`;
}
