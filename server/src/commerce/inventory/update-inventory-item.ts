import { type AuditTrail, audit, type Change } from '../../kernel/context.ts';
import { readUsd, toPrice } from '../../kernel/money.ts';
import { isName, NAME_RULE } from '../../kernel/names.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import type { PriceInput } from '../../platform/http/schemas.ts';
import { type InventoryItem, type InventoryItemView, showInventoryItem } from './inventory-item.ts';
import { raiseInventoryVersion } from './inventory-version-store.ts';
import { selectItemForUpdate, updateItem } from './item-store.ts';
import { itemNotFound, readInventoryItem } from './read-inventory-item.ts';

export type UpdateInventoryItem = {
  id: string;
  name?: string;
  retailPrice?: PriceInput;
  active?: boolean;
};

/**
 * Changes the name, the retail price or the activity of an item. Throws `invalid_request`,
 * `inventory_item_not_found`.
 */
export async function updateInventoryItem(
  scope: Pick<Scope, 'db' | 'accountId'> & AuditTrail,
  { id, name, retailPrice, active }: UpdateInventoryItem,
): Promise<InventoryItemView> {
  const change = { name: checkName(name), retailMinor: toRetailMinor(retailPrice), active };
  const item = await selectItemForUpdate(scope.db, scope.accountId, id);
  if (!item) throw itemNotFound();
  const changesNothing = Object.values(change).every((value) => value === undefined);
  if (changesNothing) return showInventoryItem(item);

  await updateItem(scope.db, scope.accountId, { id: item.id, ...change });
  await raiseInventoryVersion(scope);
  audit(scope, itemUpdated(item, change));
  return readInventoryItem(scope, item.id);
}

type Edit = { name?: string; retailMinor?: bigint; active?: boolean };

/** The change for the audit log, with the fields of the request only. */
function itemUpdated(item: InventoryItem, { name, retailMinor, active }: Edit): Change {
  const fields = (of: Edit) => ({
    ...(name !== undefined && { name: of.name }),
    ...(retailMinor !== undefined && { retailPrice: toPrice(of.retailMinor ?? 0n) }),
    ...(active !== undefined && { active: of.active }),
  });
  const after = fields({ name, retailMinor, active });
  return { action: 'inventory_item.updated', target: item.id, before: fields(item), after };
}

function checkName(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  if (!isName(name)) throw invalid('/name', NAME_RULE);
  return name.trim();
}

function toRetailMinor(price: PriceInput | undefined): bigint | undefined {
  if (price === undefined) return undefined;
  return readUsd(price, '/retailPrice');
}
