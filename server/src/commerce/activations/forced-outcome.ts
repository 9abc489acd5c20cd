import { Refusal } from '../../kernel/refusal.ts';
import type { SaleRequest } from './sale.ts';

/** The outcomes that the metatag of a sandbox sale can force (`docs/api/sandbox.md`). */
const OUTCOMES = {
  'sandbox:out_of_stock': 'out of stock',
  'sandbox:supplier_error': 'supplier error',
  'sandbox:unknown_outcome': 'unknown outcome',
  'sandbox:delivered_later': 'delivered later',
  'sandbox:slow': 'slow',
} as const;
export type ForcedOutcome = (typeof OUTCOMES)[keyof typeof OUTCOMES];

/** The delay of a forced slow sale. */
export const SLOW_SALE_MS = 3_000;

/** Returns whether the sale of a pending package was forced to be delivered a minute later. */
export function isDeliveredLater(item: { metatag: string | null }): boolean {
  return item.metatag === 'sandbox:delivered_later';
}

/** Returns whether the request forces a sale that the carrier answers later or not at all. */
export function isForcedPending(request: SaleRequest): boolean {
  const outcome = forcedOutcome(request);
  // A pending eSIM of a customer with several could not be distinguished from the others on
  // delivery.
  const isLater = outcome === 'delivered later' && request.kind !== 'top_up_with_profile';
  return isLater || outcome === 'unknown outcome';
}

/** Returns the outcome that the request forces; undefined without one and on a live account. */
export function forcedOutcome(request: SaleRequest): ForcedOutcome | undefined {
  const { metatag, ctx } = request;
  if (ctx.mode !== 'sandbox' || metatag === undefined) return undefined;
  return (OUTCOMES as Record<string, ForcedOutcome>)[metatag];
}

/** Returns the refusal that the request forces in place of the carrier's. */
export function forcedRefusal(request: SaleRequest): Refusal | undefined {
  switch (forcedOutcome(request)) {
    case 'out of stock':
      return new Refusal('out_of_stock', 'No eSIM profile is in stock (forced by metatag).');
    case 'supplier error':
      return new Refusal('supplier_unavailable', 'The supplier failed (forced by metatag).', {
        retryAfterSeconds: 1,
      });
    default:
      return undefined;
  }
}
