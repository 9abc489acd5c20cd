import type { CarrierProfile, Carriers, ProfileOrder } from '../../connectivity/carriers/index.ts';
import { keyOf } from '../../kernel/ids.ts';
import { lockEventLogs } from '../../messaging/events/index.ts';
import { type LockedCredits, lockAllCredits, payableOf } from '../../money/credits/index.ts';
import type { Tx } from '../../platform/db/database.ts';
import { type LimitedKey, loadKeyAllowances } from '../../tenancy/accounts/index.ts';
import { lockStock } from '../inventory/index.ts';
import { type Attempt, advance, end, open } from './attempt.ts';
import { accountOf, type SaleReferences } from './check-sale.ts';
import { LOCKED } from './lane-queues.ts';
import { type CheckedSale, needsProfile } from './sale.ts';
import { clientIdOf, createSettler, type Settlement, stockKeyOf } from './settle-sales.ts';

/** The transaction of a batch, the carriers, and the names of those that it claimed from. */
export type SaleScope = { db: Tx; carriers: Carriers; claimedOf: Set<string> };

export type SettledUnderLocks = {
  attempts: Attempt<Settlement>[];
  /** The locked credits by account. */
  books: ReadonlyMap<string, LockedCredits>;
};

type Input = {
  attempts: readonly Attempt<Settlement>[];
  known: Pick<SaleReferences, 'accounts'>;
  /** Waits for the locks of the one account instead of skipping locked accounts. */
  waits: boolean;
};

/**
 * Settles the sales finally: claims a profile for each sale that needs one; locks the prepaid
 * stock, the credits and the event logs, in this order and each in the order of account IDs;
 * decides; and returns the profiles that were not needed. The locks come last, so that they are
 * held only while the sales are written.
 */
export async function settleUnderLocks(
  scope: SaleScope,
  { attempts, known, waits }: Input,
): Promise<SettledUnderLocks> {
  const sales = open(attempts).map(({ sale }) => sale);
  if (sales.length === 0) return { attempts: [...attempts], books: new Map() };
  const profiles = await claimProfiles(scope, sales);
  const accountIds = [...new Set(sales.map(({ request }) => request.ctx.accountId))].sort();
  const stocked = stockedItems(sales);
  const skipLocked = !waits;
  const [stockUnits, books, logs, keyAllowances] = await Promise.all([
    lockStock(scope.db, stocked, { skipLocked }),
    lockAllCredits(scope.db, accountIds, { skipLocked }),
    // With `waits`, the log is waited for when the events are written.
    skipLocked ? lockEventLogs(scope.db, accountIds, { skipLocked }) : accountIds,
    // Under the lock of the credits, so that two transactions never spend the same allowance.
    loadKeyAllowances(scope.db, limitedKeysOf(sales, known)),
  ]);

  const isFree = new Set(logs.filter((id) => books.has(id)));
  for (const item of stocked) if (!stockUnits.has(keyOf(item))) isFree.delete(item.accountId);
  const credits = new Map([...books].map(([id, locked]) => [id, payableOf(locked)]));
  const settle = createSettler(
    { credits, stockUnits, keyAllowances, profiles },
    isOrderedBy(scope.carriers),
  );
  const unlocked = end(attempts, ({ request }) =>
    isFree.has(request.ctx.accountId) ? undefined : LOCKED,
  );
  const settled = advance(unlocked, ({ sale }) => settle(sale));
  await returnUnused(scope, profiles, open(settled));
  return { attempts: settled, books };
}

async function claimProfiles(
  { db: tx, carriers, claimedOf }: SaleScope,
  sales: readonly CheckedSale[],
): Promise<Map<string, CarrierProfile[]>> {
  const orders = new Map<string, ProfileOrder>();
  for (const { request, item } of sales) {
    if (!needsProfile(request)) continue;
    // On a distributed database all accounts of a batch are on one shard.
    const order = orders.get(item.carrier) ?? { count: 0, accountId: request.ctx.accountId };
    orders.set(item.carrier, { ...order, count: order.count + 1 });
  }
  const claimed = new Map<string, CarrierProfile[]>();
  for (const carrier of [...orders.keys()].sort()) {
    claimedOf.add(carrier);
    const order = orders.get(carrier) as ProfileOrder;
    claimed.set(carrier, await carriers.named(carrier).claimProfiles(tx, order));
  }
  return claimed;
}

/** Returns the items that had prepaid units, each once. */
function stockedItems(sales: readonly CheckedSale[]) {
  const items = new Map<string, { accountId: string; id: string }>();
  for (const sale of sales) {
    const { item, request } = sale;
    if (item.stockUnits === 0) continue;
    items.set(stockKeyOf(sale), { accountId: request.ctx.accountId, id: item.id });
  }
  return [...items.values()];
}

/** Returns the keys with a daily limit or a mandate that pay for these sales, each once. */
function limitedKeysOf(sales: readonly CheckedSale[], known: Input['known']): LimitedKey[] {
  const keys = new Map<string, LimitedKey>();
  for (const sale of sales) {
    const { accountId, dailySpendLimitMinor: limitMinor, mandate } = sale.request.ctx;
    if (limitMinor === null && mandate === null) continue;
    const clientId = clientIdOf(sale);
    const { now } = accountOf(sale.request, known);
    keys.set(clientId, { accountId, clientId, now, limitMinor, mandate });
  }
  return [...keys.values()];
}

async function returnUnused(
  { db: tx, carriers }: SaleScope,
  claimed: ReadonlyMap<string, readonly CarrierProfile[]>,
  settled: readonly Settlement[],
): Promise<void> {
  const used = new Set(settled.map(({ profile }) => profile?.iccid));
  for (const [carrier, profiles] of claimed) {
    const unused = profiles.filter(({ iccid }) => !used.has(iccid));
    if (unused.length > 0) await carriers.named(carrier).returnProfiles(tx, unused);
  }
}

/** Returns the test for carriers that are ordered from after the sale. */
export function isOrderedBy(carriers: Carriers): (name: string) => boolean {
  return (name) => carriers.named(name).isOrdered === true;
}
