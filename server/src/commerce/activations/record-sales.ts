import { insertOrders, type NewOrder } from '../../connectivity/carrier-orders/index.ts';
import { addEsimProfiles, openProfileDomains } from '../../connectivity/esims/index.ts';
import { groupBy } from '../../kernel/group-by.ts';
import { newId } from '../../kernel/ids.ts';
import { type EventDraft, recordAllEvents } from '../../messaging/events/index.ts';
import {
  holdExpiry,
  type LockedCredits,
  postAllTransfers,
  type TransferDraft,
} from '../../money/credits/index.ts';
import type { Tx } from '../../platform/db/database.ts';
import { recordKeySpending } from '../../tenancy/accounts/index.ts';
import { recordSoldPackages, type SoldPackage } from '../../tenancy/audit/index.ts';
import { addCustomers } from '../customers/index.ts';
import { deductStockUnits } from '../inventory/index.ts';
import { accountOf, type SaleReferences } from './check-sale.ts';
import type { SaleDraft } from './draft-sale.ts';
import type { Package } from './package.ts';
import { packageActivated, packagePurchased } from './package-events.ts';
import { needsProfile } from './sale.ts';
import { clientIdOf, stockKeyOf } from './settle-sales.ts';
import type { SaleScope } from './settle-under-locks.ts';
import { insertPackages } from './store.ts';

type Input = {
  drafts: readonly SaleDraft[];
  /** The locked credits by account. */
  books: ReadonlyMap<string, LockedCredits>;
  known: Pick<SaleReferences, 'accounts'>;
};

/** Writes the records, transfers and events of settled sales. */
export async function recordSales(
  { db: tx }: Pick<SaleScope, 'db'>,
  { drafts, books, known }: Input,
): Promise<void> {
  if (drafts.length === 0) return;
  const sales = drafts.map((draft) => draft.sale);
  const byAccount = groupByAccount(drafts);
  const postings = byAccount.map(({ accountId, drafts: own }) => ({
    accountId,
    locked: books.get(accountId) as LockedCredits,
    drafts: own.flatMap(draftTransfer),
  }));
  const holds = numberHolds(postings);

  await Promise.all([
    addCustomers(
      tx,
      drafts.flatMap((draft) => draft.newCustomer ?? []),
    ),
    openProfileDomains(
      tx,
      drafts.flatMap((draft) => draft.newDomain ?? []),
    ),
    addEsimProfiles(
      tx,
      sales.flatMap((sale) => sale.esimProfile ?? []),
    ),
    insertPackages(
      tx,
      sales.map(({ item }) => withHold(item, holds)),
    ),
    deductStockUnits(tx, countUnits(drafts)),
    recordKeySpending(tx, sumSpending(drafts, known)),
    postAllTransfers(tx, postings),
    recordAllEvents(
      tx,
      byAccount.map(({ accountId, drafts: own }) => ({
        accountId,
        drafts: own.flatMap(draftEvents),
      })),
    ),
    recordSoldPackages(tx, drafts.map(draftEntry)),
    ...insertOrdersOf(tx, drafts),
  ]);
}

/** Orders what has to be ordered; sales from stock cost no statement. */
function insertOrdersOf(tx: Tx, drafts: readonly SaleDraft[]): Promise<void>[] {
  const orders = drafts.flatMap(({ settlement, sale: { item } }): NewOrder[] => {
    if (!settlement.isOrdered) return [];
    const { accountId, dataPlanId, carrier, soldAt: createdAt } = item;
    const kind = needsProfile(settlement.sale.request) ? 'profile' : 'top_up';
    const ids = { accountId, id: newId(), activatedItemId: item.id, dataPlanId };
    return [{ ...ids, carrier, kind, createdAt }];
  });
  return orders.length > 0 ? [insertOrders(tx, orders)] : [];
}

/** Groups drafts by account, in the order of account IDs, in which every transaction locks. */
function groupByAccount(drafts: readonly SaleDraft[]) {
  const groups = groupBy(drafts, ({ sale }) => sale.item.accountId);
  return [...groups.keys()]
    .sort()
    .map((accountId) => ({ accountId, drafts: groups.get(accountId) as SaleDraft[] }));
}

function countUnits(drafts: readonly SaleDraft[]) {
  const deductions = new Map<string, { accountId: string; id: string; units: number }>();
  for (const { settlement } of drafts) {
    if (!settlement.fromStock) continue;
    const { item, request } = settlement.sale;
    const key = stockKeyOf(settlement.sale);
    const units = (deductions.get(key)?.units ?? 0) + 1;
    deductions.set(key, { accountId: request.ctx.accountId, id: item.id, units });
  }
  return [...deductions.values()];
}

/** Returns the cents that each key with a daily limit or a mandate spent. */
function sumSpending(drafts: readonly SaleDraft[], known: Input['known']) {
  type Spent = Parameters<typeof recordKeySpending>[1][number];
  const spent = new Map<string, Spent>();
  for (const { settlement } of drafts) {
    const { request } = settlement.sale;
    const { dailySpendLimitMinor, mandate } = request.ctx;
    if (dailySpendLimitMinor === null && mandate === null) continue;
    const clientId = clientIdOf(settlement.sale);
    const spentMinor = (spent.get(clientId)?.spentMinor ?? 0n) + settlement.chargedMinor;
    const { now } = accountOf(request, known);
    spent.set(clientId, { accountId: request.ctx.accountId, clientId, now, spentMinor });
  }
  return [...spent.values()];
}

function draftTransfer({ settlement, sale }: SaleDraft): TransferDraft[] {
  if (settlement.chargedMinor === 0n) return [];
  const { soldAt } = sale.item;
  return [
    {
      ...(settlement.isPending
        ? { kind: 'pending', expiresAt: holdExpiry(soldAt) }
        : { kind: 'posted' }),
      type: 'activation',
      debit: 'credits',
      credit: 'sales',
      amountMinor: settlement.chargedMinor,
      activatedItemId: sale.item.id,
      description: sale.item.name,
      createdAt: soldAt,
    },
  ];
}

/** Returns the sequence of each pending transfer by the package for which it holds credits. */
function numberHolds(
  postings: readonly { locked: LockedCredits; drafts: readonly TransferDraft[] }[],
): Map<string, bigint> {
  const numbered = postings.flatMap(({ locked, drafts }) =>
    drafts.map((draft, index) => ({
      ...draft,
      sequence: locked.lastSequence + BigInt(index) + 1n,
    })),
  );
  const pending = numbered.filter(({ kind }) => kind === 'pending');
  return new Map(pending.map((one) => [one.activatedItemId ?? '', one.sequence]));
}

/** Returns a pending package with the sequence of its hold. */
function withHold(item: Package, holds: ReadonlyMap<string, bigint>): Package {
  const holdSequence = holds.get(item.id);
  return holdSequence === undefined ? item : { ...item, holdSequence };
}

function draftEvents({ settlement, sale }: SaleDraft): EventDraft[] {
  if (settlement.isPending) return [];
  const purchased = packagePurchased(sale);
  return sale.item.activatedAt ? [purchased, packageActivated(sale.item)] : [purchased];
}

/** Returns the audit entry of a sale. */
function draftEntry({ settlement, sale }: SaleDraft): SoldPackage {
  const { ctx, kind } = settlement.sale.request;
  const { organizationId, accountId, actor, requestId, remoteAddress, mandate, tool } = ctx;
  const { id: packageId, inventoryItemId, customerId } = sale.item;
  const { chargedMinor } = settlement;
  return {
    ...{ organizationId, accountId, actor, requestId, remoteAddress, mandate, tool },
    ...{ packageId, kind, customerId, inventoryItemId, chargedMinor },
  };
}
