import { Refusal } from '../../kernel/refusal.ts';
import type { SaleRequest } from './sale.ts';

/** What a sandbox sale's metatag may force upon it (contract section 9). */
const OUTCOMES = {
  'sandbox:out_of_stock': 'out of stock',
  'sandbox:supplier_error': 'supplier error',
  'sandbox:unknown_outcome': 'unknown outcome',
  'sandbox:slow': 'slow',
} as const;
export type ForcedOutcome = (typeof OUTCOMES)[keyof typeof OUTCOMES];

/** How long a slow sale takes. */
export const SLOW_SALE_MS = 3_000;

/** The outcome that the request asks for; undefined on a live account, whose metatags are words. */
export function forcedOutcome(request: SaleRequest): ForcedOutcome | undefined {
  const { metatag, ctx } = request;
  if (ctx.mode !== 'sandbox' || metatag === undefined) return undefined;
  return (OUTCOMES as Record<string, ForcedOutcome>)[metatag];
}

/** The refusal that the request forces, where a carrier would refuse. */
export function forcedRefusal(request: SaleRequest): Refusal | undefined {
  switch (forcedOutcome(request)) {
    case 'out of stock':
      return new Refusal('out_of_stock', 'There is no eSIM profile in stock (forced by metatag).');
    case 'supplier error':
      return new Refusal('supplier_unavailable', 'The carrier failed (forced by metatag).', {
        retryAfterSeconds: 1,
      });
    default:
      return undefined;
  }
}
