import { addEsimProfiles, openProfileDomains } from '../../connectivity/esims/index.ts';
import { toPrice } from '../../kernel/money.ts';
import { type EventDraft, recordEvents } from '../../messaging/events/index.ts';
import {
  type LockedCredits,
  postTransfers,
  type TransferDraft,
} from '../../money/credits/index.ts';
import { recordKeySpending } from '../../tenancy/accounts/index.ts';
import { type AuditDraft, recordDrafts } from '../../tenancy/audit/index.ts';
import { addCustomers } from '../customers/index.ts';
import { deductStockUnits } from '../inventory/index.ts';
import type { SaleDraft } from './draft-sale.ts';
import type { Package } from './package.ts';
import { packageActivated, packagePurchased } from './package-events.ts';
import { clientIdOf } from './settle-sales.ts';
import type { SalePlace } from './settle-under-locks.ts';
import { insertActivatedItems } from './store.ts';

/** Writes settled sales: what they bring, what they cost, and the facts about them. */
export async function recordSales(
  { db: tx, accountId, now }: SalePlace,
  { drafts, locked }: { drafts: readonly SaleDraft[]; locked: LockedCredits },
): Promise<void> {
  const [first] = drafts;
  if (!first) return;
  const { organizationId } = first.settlement.sale.request.ctx;
  const sales = drafts.map((draft) => draft.sale);
  const customers = drafts.flatMap((draft) => draft.newCustomer ?? []);
  const domains = drafts.flatMap((draft) => draft.newDomain ?? []);
  const profiles = sales.flatMap((sale) => sale.esimProfile ?? []);
  const transfers = drafts.flatMap(draftTransfer);
  const items = sales.map((sale) => withHold(sale.item, transfers, locked.lastSequence));

  await Promise.all([
    addCustomers({ db: tx, accountId }, customers),
    openProfileDomains({ db: tx, accountId }, domains),
    addEsimProfiles({ db: tx, accountId }, profiles),
    insertActivatedItems(tx, accountId, items),
    deductStockUnits({ db: tx, accountId }, countUnits(drafts)),
    recordKeySpending(tx, { accountId, now, spent: sumSpending(drafts) }),
    postTransfers({ db: tx, accountId }, { locked, drafts: transfers }),
    recordEvents({ db: tx, accountId }, drafts.flatMap(draftEvents)),
    recordDrafts({ db: tx, organizationId, accountId }, drafts.map(draftChange)),
  ]);
}

function countUnits(drafts: readonly SaleDraft[]): Map<string, number> {
  const units = new Map<string, number>();
  for (const { settlement } of drafts) {
    const { id } = settlement.sale.item;
    if (settlement.fromStock) units.set(id, (units.get(id) ?? 0) + 1);
  }
  return units;
}

/** What each limited key spent, in cents, by client id. */
function sumSpending(drafts: readonly SaleDraft[]): Map<string, bigint> {
  const spent = new Map<string, bigint>();
  for (const { settlement } of drafts) {
    if (settlement.sale.request.ctx.dailySpendLimitMinor === null) continue;
    const clientId = clientIdOf(settlement.sale);
    spent.set(clientId, (spent.get(clientId) ?? 0n) + settlement.chargedMinor);
  }
  return spent;
}

function draftTransfer({ settlement, sale }: SaleDraft): TransferDraft[] {
  if (settlement.chargedMinor === 0n) return [];
  return [
    {
      kind: settlement.isPending ? 'pending' : 'posted',
      type: 'activation',
      debit: 'credits',
      credit: 'sales',
      amountMinor: settlement.chargedMinor,
      activatedItemId: sale.item.id,
      description: sale.item.name,
      createdAt: sale.item.soldAt,
    },
  ];
}

/** A pending package with the number under which its transfer will hold the credits. */
function withHold(
  item: Package,
  transfers: readonly TransferDraft[],
  lastSequence: bigint,
): Package {
  if (item.state !== 'PENDING') return item;
  const place = transfers.findIndex((transfer) => transfer.activatedItemId === item.id);
  return place < 0 ? item : { ...item, holdSequence: lastSequence + BigInt(place) + 1n };
}

function draftEvents({ settlement, sale }: SaleDraft): EventDraft[] {
  if (settlement.isPending) return [];
  const purchased = packagePurchased(sale);
  return sale.item.activatedAt ? [purchased, packageActivated(sale.item)] : [purchased];
}

/** Who sold what to whom, for the audit log. */
function draftChange({ settlement, sale }: SaleDraft): AuditDraft {
  const { ctx, kind } = settlement.sale.request;
  const { id, inventoryItemId, customerId } = sale.item;
  const charged = toPrice(settlement.chargedMinor);
  return {
    actor: ctx.actor,
    requestId: ctx.requestId,
    remoteAddress: ctx.remoteAddress,
    action: 'package.sold',
    target: id,
    before: null,
    after: { kind, customerUid: customerId, inventoryItemId, charged },
  };
}
