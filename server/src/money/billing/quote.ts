import { readUsd } from '../../kernel/money.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { PriceInput } from '../../platform/http/schemas.ts';
import { readBillingDetails } from './details-store.ts';
import { requireSeller } from './require-seller.ts';
import { type VatTreatment, vatOf, vatRuleOf } from './vat.ts';

/** The limits of one purchase of credits, without VAT: 10.00 to 100,000.00 USD. */
export const MIN_PURCHASE_MINOR = 1_000n;
export const MAX_PURCHASE_MINOR = 10_000_000n;

/** The price of a purchase of credits; amounts in cents. */
export type Quote = {
  /** The credits, which equal the price without VAT. */
  amountMinor: bigint;
  vatMinor: bigint;
  totalMinor: bigint;
  vatRateBasisPoints: number;
  vatTreatment: VatTreatment;
  /** The member state whose VAT is charged; null without VAT. */
  vatCountry: string | null;
};

/** Returns the cents of a purchase's price; throws `invalid_request` at `/amount`. */
export function readPurchaseAmount(amount: PriceInput): bigint {
  return readUsd(amount, '/amount', { min: MIN_PURCHASE_MINOR, max: MAX_PURCHASE_MINOR });
}

/**
 * Returns the price of credits for the organization now, with VAT. Throws
 * `billing_details_required`, and `billing_not_set_up` while no seller is set.
 */
export async function quotePurchase(
  tx: Queryable,
  ctx: { organizationId: string; now: Date },
  amountMinor: bigint,
): Promise<Quote> {
  const details = await readBillingDetails(tx, ctx.organizationId);
  if (!details) {
    const detail =
      'A purchase of credits requires billing details: PUT /gigastore/billing-details.';
    throw new Refusal('billing_details_required', detail);
  }
  const rule = vatRuleOf(await requireSeller(tx), details, ctx.now);
  const vatMinor = vatOf(amountMinor, rule.vatRateBasisPoints);
  return { amountMinor, vatMinor, totalMinor: amountMinor + vatMinor, ...rule };
}
