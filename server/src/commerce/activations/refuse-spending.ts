import { newId } from '../../kernel/ids.ts';
import { beyondLimit, limitExceeded, requireWithinMandate } from '../../kernel/mandate.ts';
import { formatAmount } from '../../kernel/money.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { KeyAllowance } from '../../tenancy/accounts/index.ts';
import { type Approval, ApprovalRequired, nameOfCall, stateAt } from '../approvals/index.ts';
import type { SubmittedSale } from './attempt.ts';
import type { CheckedSale } from './sale.ts';

/**
 * Returns the sale with the approval that it waits for, if it was asked about before. Throws
 * `mandate_exceeded` if the mandate of the key does not allow the item or the channel at all, and
 * `approval_rejected`.
 */
export function checkMandate(
  sale: CheckedSale,
  asked: SubmittedSale,
  of: { approvals: ReadonlyMap<string, Approval>; now: Date; realNow: Date },
): CheckedSale {
  const { actor, mandate } = sale.request.ctx;
  if (!mandate || actor.kind !== 'api_key') return sale;
  const { salesChannel: channel } = sale.request;
  requireWithinMandate(mandate, { item: sale.item, channel, now: of.now });
  const approval = asked.claim && of.approvals.get(nameOfCall(asked.claim, actor.clientId));
  if (!approval) return sale;
  const state = stateAt(approval, of.realNow);
  if (state === 'rejected' || state === 'expired') {
    const detail = `The approval ${approval.id} of this sale ${
      state === 'rejected' ? 'was rejected' : 'has expired'
    }. To ask again, use a new idempotency key.`;
    throw new Refusal('approval_rejected', detail);
  }
  return { ...sale, approval };
}

/**
 * Returns the refusal of a charge that the key may not spend, or not without an approval. Undefined
 * if it may.
 */
export function refuseSpending(
  { approval }: CheckedSale,
  chargedMinor: bigint,
  allowance: KeyAllowance,
): Refusal | undefined {
  const { limitMinor, mandate, todayMinor } = allowance;
  if (limitMinor !== null && todayMinor + chargedMinor > limitMinor) {
    return new Refusal(
      'spend_limit_reached',
      `This costs ${formatAmount(chargedMinor)}; ` +
        `the API key may spend ${formatAmount(limitMinor - todayMinor)} more today.`,
    );
  }
  const beyond = mandate && limitExceeded(mandate, chargedMinor, allowance);
  if (!beyond) return undefined;
  if (!beyond.limit.asks) return beyondLimit(chargedMinor, beyond);
  if (approval?.state === 'approved') return undefined;
  return new ApprovalRequired(approval?.id ?? newId(), { amountMinor: chargedMinor, ...beyond });
}
