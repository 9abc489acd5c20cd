import { audit } from '../../kernel/context.ts';
import { isUuid } from '../../kernel/ids.ts';
import { formatAmount } from '../../kernel/money.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import {
  AMOUNT_RULE,
  deletePrice,
  isAmount,
  type ListedPrice,
  lockPriceList,
  type PriceList,
  raiseCatalogueVersion,
  readPlan,
  readPriceList,
  selectDataPlanIds,
  upsertPrices,
  type WholesalePrice,
} from '../catalog/index.ts';
import { announcePrices } from './announce-prices.ts';

type ListWithPrices = PriceList & { prices: ListedPrice[] };

export type PriceChange = {
  id: string;
  dataPlanId: string;
  wholesaleMinor: bigint;
  /** The price that is to be replaced; another one is refused. */
  expectedMinor?: bigint | undefined;
  /** Refuses to replace a price. */
  isNew?: boolean | undefined;
};

/**
 * Sets the price of a plan in a price list, and records `price.changed` for every account that pays
 * by it. Throws `price_list_not_found`, `data_plan_not_found`, `invalid_request`, and
 * `price_mismatch` if the list has another price than expected.
 */
export async function setPrice(scope: Scope, change: PriceChange): Promise<ListWithPrices> {
  const list = await lockPriceList(scope.db, change.id);
  const plan = await readPlan(scope.db, change.dataPlanId);
  const { wholesaleMinor } = change;
  const before = (await readPriceList(scope.db, list.id)).prices.find(
    (price) => price.dataPlanId === plan.id,
  );
  checkExpected(change, before?.wholesaleMinor);

  await setPrices(scope, {
    priceListId: list.id,
    prices: [{ dataPlanId: plan.id, wholesaleMinor }],
  });
  audit(scope, {
    action: 'price_list.price_changed',
    target: list.id,
    before: before ? showPriced(plan.id, before.wholesaleMinor) : null,
    after: showPriced(plan.id, wholesaleMinor),
  });
  return readPriceList(scope.db, list.id);
}

/** Of two people who change a price at once, the second is told. */
function checkExpected({ expectedMinor, isNew }: PriceChange, now: bigint | undefined): void {
  const isExpected = expectedMinor === undefined || expectedMinor === now;
  if (isExpected && !(isNew && now !== undefined)) return;
  const detail = now === undefined ? 'has no price of this plan' : `says ${formatAmount(now)}`;
  throw new Refusal('price_mismatch', `Somebody has changed the price: the list ${detail} now.`);
}

/**
 * Takes the price of a plan out of a price list; resellers on that list then pay by the default
 * list. Does nothing if the list does not name the plan. Throws `price_list_not_found`,
 * `data_plan_not_found`.
 */
export async function unsetPrice(
  scope: Scope,
  { id, dataPlanId }: { id: string; dataPlanId: string },
): Promise<void> {
  const list = await lockPriceList(scope.db, id);
  const plan = await readPlan(scope.db, dataPlanId);
  await announcePrices(scope, { dataPlanIds: [plan.id] }, async () => {
    const before = await deletePrice(scope.db, { priceListId: list.id, dataPlanId: plan.id });
    if (!before) return;
    audit(scope, {
      action: 'price_list.price_removed',
      target: list.id,
      before: showPriced(plan.id, before.wholesaleMinor),
      after: null,
    });
  });
  await raiseCatalogueVersion(scope.db);
}

export type SetPrices = { priceListId: string; prices: readonly WholesalePrice[] };

/**
 * Sets what data plans cost by one price list that exists; of a plan given twice the last price
 * counts. Throws `invalid_request` for an amount out of range and for an unknown data plan.
 */
export async function setPrices(
  scope: Pick<Scope, 'db' | 'now'>,
  { priceListId, prices }: SetPrices,
): Promise<{ changes: number }> {
  const latest = await checkPrices(scope, prices);
  const dataPlanIds = latest.map((price) => price.dataPlanId);
  let changes = 0;
  await announcePrices(scope, { dataPlanIds }, async () => {
    changes = await upsertPrices(scope.db, priceListId, latest);
  });
  if (changes > 0) await raiseCatalogueVersion(scope.db);
  return { changes };
}

/**
 * Returns the last price of each plan. Throws `invalid_request` for an amount out of range and for
 * an unknown data plan.
 */
export async function checkPrices(
  scope: Pick<Scope, 'db'>,
  prices: readonly WholesalePrice[],
): Promise<WholesalePrice[]> {
  prices.forEach(checkAmount);
  await checkDataPlans(scope, prices);
  return lastOfEach(prices);
}

function checkAmount(price: WholesalePrice, index: number): void {
  if (!isAmount(price.wholesaleMinor))
    throw invalid(`/prices/${index}/wholesaleMinor`, AMOUNT_RULE);
}

async function checkDataPlans(
  { db }: Pick<Scope, 'db'>,
  prices: readonly WholesalePrice[],
): Promise<void> {
  const known = await selectDataPlanIds(db, prices.map((price) => price.dataPlanId).filter(isUuid));
  const index = prices.findIndex((price) => !known.has(price.dataPlanId.toLowerCase()));
  if (index < 0) return;
  throw invalid(`/prices/${index}/dataPlanId`, 'must be the ID of a data plan');
}

function lastOfEach(prices: readonly WholesalePrice[]): WholesalePrice[] {
  return [...new Map(prices.map((price) => [price.dataPlanId.toLowerCase(), price])).values()];
}

function showPriced(dataPlanId: string, wholesaleMinor: bigint) {
  return { dataPlanId, wholesaleMinor: wholesaleMinor.toString() };
}
