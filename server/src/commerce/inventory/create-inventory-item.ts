import { audit } from '../../kernel/context.ts';
import { isUuid } from '../../kernel/ids.ts';
import { toPrice } from '../../kernel/money.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import type { PriceInput } from '../../platform/http/schemas.ts';
import { selectPricedPlan } from './catalogue-store.ts';
import type { InventoryItemView } from './inventory-item.ts';
import { type ItemEdit, readItemEdit, refuseBelowCost } from './item-edit.ts';
import { updateItem } from './item-store.ts';
import { offerItems } from './offer-items.ts';
import { readInventoryItem } from './read-inventory-item.ts';

export type ItemDraft = ItemEdit & { dataPlanId: string; retailPrice: PriceInput };

/**
 * Adds a data plan to the account's inventory. Throws `invalid_request`, `data_plan_not_found` for
 * a plan that the account cannot buy, `price_below_cost`, and `invalid_state` for a plan that it
 * offers already.
 */
export async function createInventoryItem(
  scope: Scope,
  { dataPlanId, ...draft }: ItemDraft,
): Promise<InventoryItemView> {
  const { name, retailMinor = 0n, active, ...more } = readItemEdit(draft);
  const plan = isUuid(dataPlanId)
    ? await selectPricedPlan(scope.db, scope.accountId, dataPlanId)
    : undefined;
  if (!plan) throw new Refusal('data_plan_not_found', 'No data plan for sale has this ID.');
  const { wholesaleMinor } = plan;
  refuseBelowCost({ retailMinor, wholesaleMinor, isConfirmed: draft.confirmBelowCost ?? false });

  const [id] = await offerItems(scope, [
    { dataPlanId: plan.dataPlanId, name, retailMinor, active },
  ]);
  if (!id) throw new Refusal('invalid_state', 'Your inventory already has this data plan.');
  // A plan that was offered before returns without its old description, order and tags.
  const { description = null, sortOrder = 0, tags = [] } = more;
  await updateItem(scope.db, scope.accountId, { id, description, sortOrder, tags });
  const item = await readInventoryItem(scope, id);
  audit(scope, {
    action: 'inventory_item.added',
    target: id,
    before: null,
    after: { dataPlanId, name: item.name, retailPrice: toPrice(retailMinor), active: item.active },
  });
  return item;
}
