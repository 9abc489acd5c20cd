import { createHash } from 'node:crypto';
import { readPlan } from '../../../commerce/catalog/index.ts';
import {
  type InventoryItem,
  selectInventory,
  selectPricedPlans,
  suggestRetail,
} from '../../../commerce/inventory/index.ts';
import type { AccountMode } from '../../../kernel/context.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { listAccounts } from '../../../tenancy/accounts/index.ts';
import { findReseller, type Reseller } from '../../../tenancy/organizations/index.ts';

export const OFFER_CHANGES = ['new', 'gone', 'price', 'unpriced', 'prepaid'] as const;
type OfferChange = (typeof OFFER_CHANGES)[number];

/** Plans for resellers; one without a price keeps the one that it has, or gets a suggested one. */
export type Offers = {
  organizationIds: readonly string[];
  plans: readonly { dataPlanId: string; retailMinor: bigint | null }[];
  /** Whether all other plans are taken out of their inventories. */
  isComplete: boolean;
};

/** What an account's inventory has in the end that it does not have now; amounts in cents. */
export type OfferDraft = {
  organizationId: string;
  organizationName: string;
  accountId: string;
  mode: AccountMode;
  dataPlanId: string;
  inventoryItemId: string | null;
  name: string;
  change: OfferChange;
  wholesaleMinor: bigint | null;
  oldMinor: bigint | null;
  newMinor: bigint | null;
};

/**
 * Returns what offers would change in the inventories of the resellers, both accounts of each.
 * Throws `organization_not_found`, `data_plan_not_found`.
 */
export async function draftOffers(db: Queryable, offers: Offers): Promise<OfferDraft[]> {
  const names = new Map<string, string>();
  for (const { dataPlanId } of offers.plans) {
    const { id, name } = await readPlan(db, dataPlanId);
    names.set(id, name);
  }
  const drafts: OfferDraft[] = [];
  for (const id of offers.organizationIds) {
    const reseller = await findReseller(db, id);
    for (const account of await listAccounts(db, reseller.id)) {
      drafts.push(...(await draftAccount(db, { offers, names, reseller, account })));
    }
  }
  return drafts;
}

type Place = {
  offers: Offers;
  names: ReadonlyMap<string, string>;
  reseller: Reseller;
  account: { id: string; mode: AccountMode };
};

async function draftAccount(db: Queryable, place: Place): Promise<OfferDraft[]> {
  const { offers, reseller, account } = place;
  const [items, priced] = await Promise.all([
    selectInventory(db, account.id, {}),
    selectPricedPlans(db, account.id),
  ]);
  const itemOf = new Map(items.map((item) => [item.dataPlanId, item]));
  const priceOf = new Map(priced.map((plan) => [plan.dataPlanId, plan.wholesaleMinor]));
  const at = {
    ...{ organizationId: reseller.id, organizationName: reseller.name },
    ...{ accountId: account.id, mode: account.mode },
  };
  const wanted = offers.plans.flatMap((plan) => {
    const dataPlanId = plan.dataPlanId.toLowerCase();
    const name = place.names.get(dataPlanId) ?? '';
    const draft = draftPlan({ ...plan, dataPlanId, name }, itemOf, priceOf);
    return draft ? [{ ...at, ...draft }] : [];
  });
  const kept = new Set(offers.plans.map(({ dataPlanId }) => dataPlanId.toLowerCase()));
  const others = offers.isComplete ? items.filter(({ dataPlanId }) => !kept.has(dataPlanId)) : [];
  return [...wanted, ...others.map((item) => ({ ...at, ...draftRemoval(item) }))];
}

type Draft = Omit<OfferDraft, 'organizationId' | 'organizationName' | 'accountId' | 'mode'>;

function draftPlan(
  { dataPlanId, name, retailMinor }: Offers['plans'][number] & { name: string },
  itemOf: ReadonlyMap<string, InventoryItem>,
  priceOf: ReadonlyMap<string, bigint>,
): Draft | undefined {
  const item = itemOf.get(dataPlanId);
  if (item) {
    if (retailMinor === null || retailMinor === item.retailMinor) return undefined;
    return { ...toDraft(item), change: 'price', newMinor: retailMinor };
  }
  const wholesaleMinor = priceOf.get(dataPlanId);
  const none = { dataPlanId, inventoryItemId: null, name, oldMinor: null };
  if (wholesaleMinor === undefined) {
    return { ...none, change: 'unpriced', wholesaleMinor: null, newMinor: null };
  }
  const newMinor = retailMinor ?? suggestRetail(wholesaleMinor);
  return { ...none, change: 'new', wholesaleMinor, newMinor };
}

/** An item with prepaid units stays: they were paid for. */
function draftRemoval(item: InventoryItem): Draft {
  const change = item.stockUnits > 0 ? 'prepaid' : 'gone';
  return { ...toDraft(item), change, newMinor: item.stockUnits > 0 ? item.retailMinor : null };
}

function toDraft({ dataPlanId, id, name, wholesaleMinor, retailMinor }: InventoryItem) {
  return { dataPlanId, inventoryItemId: id, name, wholesaleMinor, oldMinor: retailMinor };
}

/** Returns a token of a preview, which changes with any change in it. */
export function tokenOfOffers(drafts: readonly OfferDraft[]): string {
  const lines = drafts.map((draft) =>
    [
      ...[draft.accountId, draft.dataPlanId, draft.inventoryItemId, draft.change],
      ...[draft.wholesaleMinor, draft.oldMinor, draft.newMinor],
    ].join(' '),
  );
  return createHash('sha256').update(lines.sort().join('\n')).digest('base64url');
}
