import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { BillingDetails, VatIdCheck } from './billing-details.ts';

/** Returns the billing details of the organization; undefined while they are not set. */
export function readBillingDetails(
  db: Queryable,
  organizationId: string,
): Promise<BillingDetails | undefined> {
  return db.row<BillingDetails>(sql`
    select legal_name as "legalName", address_line1 as "addressLine1",
      address_line2 as "addressLine2", postal_code as "postalCode", city, region, country,
      vat_id as "vatId", billing_email as "billingEmail", locale, vat_id_check as "vatIdCheck",
      vat_id_checked_at as "vatIdCheckedAt", updated_at as "updatedAt"
    from billing_details
    where organization_id = ${organizationId}`);
}

/** Saves the details. The register's answer is kept only if the VAT ID stays the same. */
export async function upsertDetails(
  tx: Tx,
  organizationId: string,
  details: Omit<BillingDetails, 'vatIdCheck' | 'vatIdCheckedAt'>,
): Promise<void> {
  await tx.run(sql`
    insert into billing_details as kept (organization_id, legal_name, address_line1,
      address_line2, postal_code, city, region, country, vat_id, billing_email, locale, updated_at)
    values (${organizationId}, ${details.legalName}, ${details.addressLine1},
      ${details.addressLine2}, ${details.postalCode}, ${details.city}, ${details.region},
      ${details.country}, ${details.vatId}, ${details.billingEmail}, ${details.locale},
      ${details.updatedAt})
    on conflict (organization_id) do update
    set legal_name = excluded.legal_name, address_line1 = excluded.address_line1,
      address_line2 = excluded.address_line2, postal_code = excluded.postal_code,
      city = excluded.city, region = excluded.region, country = excluded.country,
      vat_id = excluded.vat_id, billing_email = excluded.billing_email,
      locale = excluded.locale, updated_at = excluded.updated_at,
      vat_id_check = case
        when kept.vat_id is distinct from excluded.vat_id then 'unknown'
        else kept.vat_id_check end,
      vat_id_checked_at = case
        when kept.vat_id is distinct from excluded.vat_id then null
        else kept.vat_id_checked_at end`);
}

/** Saves the register's answer, unless the VAT ID has changed since. */
export async function updateVatIdCheck(
  tx: Tx,
  organizationId: string,
  { vatId, answer }: { vatId: string; answer: VatIdCheck },
): Promise<void> {
  await tx.run(sql`
    update billing_details
    set vat_id_check = ${answer}, vat_id_checked_at = now()
    where organization_id = ${organizationId}
      and vat_id = ${vatId}`);
}
