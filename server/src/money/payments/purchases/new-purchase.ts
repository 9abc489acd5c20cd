import type { Context } from '../../../kernel/context.ts';
import { newId } from '../../../kernel/ids.ts';

/** The account that buys, and the time. */
export type PurchaseOwner = Pick<Context, 'accountId' | 'organizationId' | 'mode' | 'now'>;

/** Returns the initial fields of every purchase: nothing is paid, received or taken back. */
export function newPurchase({ accountId, organizationId, mode, now }: PurchaseOwner) {
  return {
    accountId,
    organizationId,
    mode,
    id: newId(),
    createdAt: now,
    intentToken: null,
    nextAction: null,
    declineCode: null,
    reference: null,
    partOf: null,
    receivedMinor: 0n,
    coveredMinor: 0n,
    invoiceNumber: null,
    refundedMinor: 0n,
    reversedMinor: 0n,
    owedMinor: 0n,
    attempts: 0,
    cancelAskedAt: null,
    paidAt: null,
  };
}
