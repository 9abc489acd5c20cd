import type { CarrierProfile, Carriers } from '../../connectivity/carriers/index.ts';
import { type LockedCredits, lockCredits, spendable } from '../../money/credits/index.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { loadKeyAllowances } from '../../tenancy/accounts/index.ts';
import { lockStock } from '../inventory/index.ts';
import { type CheckedSale, needsProfile } from './sale.ts';
import { limitsOf, type SettledSale, settleSales } from './settle-sales.ts';

/** Where a batch is sold: its transaction, account, the account's time, and the carriers. */
export type SalePlace = Pick<Scope, 'db' | 'accountId' | 'now'> & { carriers: Carriers };

export type LockedSettlement = { settled: SettledSale[]; locked?: LockedCredits };

/**
 * Settles the sales for good: takes a profile for each that needs one, locks the prepaid stock and
 * the credits (in this order, everywhere), decides, and gives back what was not needed. The locks
 * come last, so that they are held no longer than the writing takes.
 */
export async function settleUnderLocks(
  place: SalePlace,
  sales: readonly CheckedSale[],
): Promise<LockedSettlement> {
  if (sales.length === 0) return { settled: [] };
  const { db: tx, accountId, now } = place;
  const profiles = await takeProfiles(place, sales);
  const stocked = sales.filter(({ item }) => item.stockUnits > 0).map(({ item }) => item.id);
  const itemIds = [...new Set(stocked)];
  const [stockUnits, locked, keyAllowances] = await Promise.all([
    itemIds.length > 0 ? lockStock(tx, { accountId, itemIds }) : new Map(),
    lockCredits({ db: tx, accountId }),
    // Under the lock of the credits, so that two transactions never spend one allowance.
    loadKeyAllowances(tx, { accountId, now, limits: limitsOf(sales) }),
  ]);

  const spendableMinor = spendable(locked);
  const { topUpPending } = locked;
  const means = { spendableMinor, topUpPending, stockUnits, keyAllowances, profiles };
  const settled = settleSales(sales, means);
  await returnUnused(place, profiles, settled);
  return { settled, locked };
}

async function takeProfiles(
  { db: tx, carriers }: SalePlace,
  sales: readonly CheckedSale[],
): Promise<Map<string, CarrierProfile[]>> {
  const counts = new Map<string, number>();
  for (const { request, item } of sales) {
    if (needsProfile(request)) counts.set(item.carrier, (counts.get(item.carrier) ?? 0) + 1);
  }
  const taken = new Map<string, CarrierProfile[]>();
  for (const [carrier, count] of [...counts].sort()) {
    taken.set(carrier, await carriers.named(carrier).claimProfiles(tx, count));
  }
  return taken;
}

async function returnUnused(
  { db: tx, carriers }: SalePlace,
  taken: ReadonlyMap<string, readonly CarrierProfile[]>,
  settled: readonly SettledSale[],
): Promise<void> {
  const used = new Set(settled.flatMap((one) => ('refusal' in one ? [] : one.profile?.iccid)));
  for (const [carrier, profiles] of taken) {
    const unused = profiles.filter(({ iccid }) => !used.has(iccid)).map(({ iccid }) => iccid);
    if (unused.length > 0) await carriers.named(carrier).returnProfiles(tx, unused);
  }
}
