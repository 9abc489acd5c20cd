import { formatAmount, toMinor } from '../../kernel/money.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
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
export function readPurchaseAmount(amount: { priceValue: number; currencyCode: string }): bigint {
  if (amount.currencyCode !== 'USD') throw invalid('/amount/currencyCode', 'must be USD');
  const amountMinor = toMinor(amount.priceValue) ?? 0n;
  if (amountMinor >= MIN_PURCHASE_MINOR && amountMinor <= MAX_PURCHASE_MINOR) return amountMinor;
  const [least, most] = [MIN_PURCHASE_MINOR, MAX_PURCHASE_MINOR].map(formatAmount);
  throw invalid('/amount/priceValue', `must be between ${least} and ${most}`);
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
