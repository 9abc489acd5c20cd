import type { Change } from '../../../kernel/context.ts';
import { toPrice } from '../../../kernel/money.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import {
  confirmTransfer,
  isReceiptKnown,
  lockByReference,
  type Purchase,
  type TransferReceipt,
} from '../../../money/payments/index.ts';
import type { Scope } from '../../../platform/db/scope.ts';
import { auditFor } from '../audit-for.ts';
import type { ApprovalRequest } from './approval.ts';
import { propose } from './propose.ts';
import { mayMoveAlone } from './second-person.ts';

export type ReceivedTransfer = { purchase: Purchase; request: ApprovalRequest | null };

/**
 * Confirms a bank receipt, or proposes it to another operator: above the daily limit of one person,
 * and above the open sum of the purchase. Throws `invalid_request`, `forbidden` for a program,
 * `purchase_not_found`, and `invalid_state` if the statement entry was counted or proposed before.
 */
export async function receiveTransfer(
  scope: Scope,
  receipt: TransferReceipt,
): Promise<ReceivedTransfer> {
  const { entryId, receivedMinor } = receipt;
  const purchase = await lockByReference(scope.db, receipt.reference);
  if (await isReceiptKnown(scope.db, entryId)) throw countedBefore(entryId);
  const isOpen = receivedMinor <= openMinorOf(purchase);
  const amount = { kind: 'bank_receipt', amountMinor: receivedMinor } as const;
  if (isOpen && (await mayMoveAlone(scope, amount))) {
    return { purchase: await confirmAudited(scope, receipt), request: null };
  }

  const { id: purchaseId, accountId, organizationId } = purchase;
  const request = await propose(scope, {
    kind: 'bank_receipt',
    reason: isOpen ? 'above_daily_limit' : 'above_open_sum',
    payload: {
      entryId,
      reference: purchase.reference ?? receipt.reference,
      purchaseId,
      accountId,
      receivedMinor: receivedMinor.toString(),
      receivedAt: receipt.receivedAt.toISOString(),
      note: receipt.note ?? null,
    },
  });
  if (!request) throw countedBefore(entryId);
  const after = { entryId, purchaseId, received: toPrice(receivedMinor) };
  const change = { action: 'bank_receipt.proposed', target: request.id, before: null, after };
  await auditFor(scope, { organizationId, accountId, change });
  return { purchase, request };
}

/** Confirms a receipt, and audits it in the reseller's log too. */
export async function confirmAudited(scope: Scope, receipt: TransferReceipt): Promise<Purchase> {
  const changes: Change[] = [];
  const purchase = await confirmTransfer({ db: scope.db, changes }, receipt);
  const { organizationId, accountId } = purchase;
  for (const change of changes) await auditFor(scope, { organizationId, accountId, change });
  return purchase;
}

/** A purchase that was paid or canceled waits for no money. */
function openMinorOf({ status, totalMinor, receivedMinor }: Purchase): bigint {
  return status === 'awaiting_transfer' ? totalMinor - receivedMinor : 0n;
}

function countedBefore(entryId: string): Refusal {
  return new Refusal('invalid_state', `The entry ${entryId} was already confirmed or proposed.`);
}
