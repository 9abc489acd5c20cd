import { readUsd } from '../../kernel/money.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { PriceInput } from '../../platform/http/schemas.ts';
import { readBillingDetails } from './details-store.ts';
import { readSeller } from './read-seller.ts';
import { type VatTreatment, vatOf, vatRuleOf } from './vat.ts';

/** What one purchase of credits may be, without VAT: 10.00 to 100,000.00 USD. */
export const MIN_PURCHASE_MINOR = 1_000n;
export const MAX_PURCHASE_MINOR = 10_000_000n;

/** What a purchase of credits costs; amounts in cents. */
export type Quote = {
  /** The credits, which are the price without VAT. */
  amountMinor: bigint;
  vatMinor: bigint;
  totalMinor: bigint;
  vatRateBasisPoints: number;
  vatTreatment: VatTreatment;
  /** The member state whose VAT is charged; null without VAT. */
  vatCountry: string | null;
};

/** The cents of a purchase's price; refuses `invalid_request` at `/amount`. */
export function readPurchaseAmount(amount: PriceInput): bigint {
  return readUsd(amount, '/amount', { min: MIN_PURCHASE_MINOR, max: MAX_PURCHASE_MINOR });
}

/**
 * What credits of this amount cost the organization now, VAT included. Refuses
 * `billing_details_required`, and `service_unavailable` while the operator has not said who sells.
 */
export async function quotePurchase(
  tx: Queryable,
  ctx: { organizationId: string; now: Date },
  amountMinor: bigint,
): Promise<Quote> {
  const details = await readBillingDetails(tx, ctx.organizationId);
  if (!details) {
    const detail = 'Buying credits needs billing details: PUT /gigastore/billing-details.';
    throw new Refusal('billing_details_required', detail);
  }
  const rule = vatRuleOf(await readSeller(tx), details, ctx.now);
  const vatMinor = vatOf(amountMinor, rule.vatRateBasisPoints);
  return { amountMinor, vatMinor, totalMinor: amountMinor + vatMinor, ...rule };
}
