import { audit, type Context } from '../../kernel/context.ts';
import type { Locale } from '../../kernel/locale.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { enqueueJob } from '../../platform/jobs/index.ts';
import type { BillingDetails } from './billing-details.ts';
import { readBillingDetails, upsertDetails } from './details-store.ts';
import { requirePrintable } from './printable.ts';
import { checkVatId } from './vat-id.ts';
import { EU_COUNTRIES } from './vat-place.ts';

/** The job that looks a VAT ID up in the register. */
export const CHECK_VAT_ID_TASK = 'check-vat-id';

const PRINTED = [
  'legalName',
  'addressLine1',
  'addressLine2',
  'postalCode',
  'city',
  'region',
] as const;

export type BillingDetailsInput = {
  legalName: string;
  addressLine1: string;
  addressLine2?: string;
  postalCode?: string;
  city: string;
  region?: string;
  country: string;
  vatId?: string;
  billingEmail: string;
  locale?: Locale;
};

type DetailsScope = Pick<Context, 'organizationId' | 'now' | 'changes'>;

/**
 * Replaces the billing details of the organization. Throws `invalid_request` if the VAT ID does not
 * belong to the country of the address, if its check digits are wrong, or if an address in the EU
 * has no postal code.
 */
export async function setBillingDetails(
  scope: Pick<Scope, 'db'> & DetailsScope,
  input: BillingDetailsInput,
): Promise<BillingDetails> {
  const details = readInput(input, scope.now);
  const before = await readBillingDetails(scope.db, scope.organizationId);

  await upsertDetails(scope.db, scope.organizationId, details);
  const after = await readBillingDetails(scope.db, scope.organizationId);
  if (!after) throw new Error('the billing details were not saved');
  audit(scope, {
    action: 'billing_details.changed',
    target: scope.organizationId,
    before: before ?? null,
    after,
  });
  if (after.vatId !== null && after.vatId !== before?.vatId) await enqueueVatIdCheck(scope);
  return after;
}

function enqueueVatIdCheck({
  db: tx,
  organizationId,
}: Pick<Scope, 'db'> & DetailsScope): Promise<void> {
  const jobKey = `${CHECK_VAT_ID_TASK}:${organizationId}`;
  return enqueueJob(tx, { task: CHECK_VAT_ID_TASK, payload: { organizationId }, jobKey });
}

function readInput(input: BillingDetailsInput, updatedAt: Date) {
  requirePrintable(input, PRINTED);
  const country = input.country.toUpperCase();
  const { postalCode = null, vatId } = input;
  if (postalCode === null && EU_COUNTRIES.includes(country)) {
    throw invalid('/postalCode', 'must be given for an address in the European Union');
  }
  const answer = vatId === undefined ? undefined : checkVatId(country, vatId);
  if (answer && !answer.isValid) throw invalid('/vatId', answer.message);
  return {
    legalName: input.legalName.trim(),
    addressLine1: input.addressLine1.trim(),
    addressLine2: input.addressLine2?.trim() ?? null,
    postalCode,
    city: input.city.trim(),
    region: input.region?.trim() ?? null,
    country,
    vatId: answer?.vatId ?? null,
    billingEmail: input.billingEmail,
    locale: input.locale ?? ('en' as const),
    updatedAt,
  };
}
