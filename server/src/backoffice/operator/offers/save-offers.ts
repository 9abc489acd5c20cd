import {
  deleteInventoryItem,
  lockInventory,
  offerItems,
  raiseInventoryVersion,
  updateRetailPrices,
} from '../../../commerce/inventory/index.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Scope } from '../../../platform/db/scope.ts';
import { listAccounts, readClock } from '../../../tenancy/accounts/index.ts';
import { lockReseller } from '../../../tenancy/organizations/index.ts';
import { auditFor } from '../audit-for.ts';
import { draftOffers, type OfferDraft, type Offers, tokenOfOffers } from './draft-offers.ts';

/**
 * Saves the offers of a preview and returns what changed. Throws `organization_not_found`,
 * `data_plan_not_found`, and `price_mismatch` if anything has moved since the preview.
 */
export async function saveOffers(
  scope: Scope,
  { token, ...offers }: Offers & { token: string },
): Promise<OfferDraft[]> {
  const accountIds: string[] = [];
  // In one order, so that two saves at once wait for each other.
  for (const id of [...new Set(offers.organizationIds)].sort()) {
    const reseller = await lockReseller(scope.db, id);
    for (const account of await listAccounts(scope.db, reseller.id)) accountIds.push(account.id);
  }
  for (const accountId of accountIds.sort()) await lockInventory(scope.db, accountId);
  const drafts = await draftOffers(scope.db, offers);
  if (tokenOfOffers(drafts) !== token) throw moved();
  for (const accountId of accountIds) {
    await saveAccount(
      scope,
      drafts.filter((draft) => draft.accountId === accountId),
    );
  }
  return drafts;
}

async function saveAccount(scope: Scope, drafts: readonly OfferDraft[]): Promise<void> {
  const [first] = drafts;
  if (!first) return;
  const { accountId, organizationId } = first;
  const { db } = scope;
  const now = await readClock(db, { accountId, realNow: scope.now });
  const of = (change: OfferDraft['change']) => drafts.filter((draft) => draft.change === change);
  const offered = of('new').map(({ dataPlanId, newMinor }) => ({
    dataPlanId,
    retailMinor: newMinor ?? 0n,
  }));
  const prices = of('price').map(({ inventoryItemId, newMinor }) => ({
    id: inventoryItemId ?? '',
    retailMinor: newMinor ?? 0n,
  }));
  if (offered.length > 0) await offerItems({ db, accountId, now }, offered);
  for (const { inventoryItemId } of of('gone')) {
    // The entry of the whole change stands for those of its items.
    const theirs = { ...scope, accountId, organizationId, now, changes: [] };
    await deleteInventoryItem(theirs, inventoryItemId ?? '');
  }
  if (prices.length > 0) {
    await updateRetailPrices(db, accountId, prices);
    await raiseInventoryVersion({ db, accountId });
  }
  const after = { added: offered.length, removed: of('gone').length, repriced: prices.length };
  const change = { action: 'inventory.offered', target: null, before: null, after };
  await auditFor(scope, { organizationId, accountId, change });
}

function moved(): Refusal {
  const detail = 'Inventories or prices have changed since the preview. Preview the offers again.';
  return new Refusal('price_mismatch', detail);
}
