import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { Seller } from './seller.ts';

const columns = sql`
  legal_name as "legalName", address_line1 as "addressLine1", address_line2 as "addressLine2",
  postal_code as "postalCode", city, country, vat_id as "vatId", email,
  bank_name as "bankName", iban, bic`;

export function findSeller(db: Queryable): Promise<Seller | undefined> {
  return db.row<Seller>(sql`
    select ${columns}
    from sellers`);
}

/** Returns the seller and locks its row until the transaction ends. */
export function lockSeller(tx: Tx): Promise<Seller | undefined> {
  return tx.row<Seller>(sql`
    select ${columns}
    from sellers
    for update`);
}

export async function saveSeller(tx: Tx, seller: Seller, now: Date): Promise<void> {
  await tx.run(sql`
    insert into sellers (legal_name, address_line1, address_line2, postal_code, city, country,
      vat_id, email, bank_name, iban, bic, updated_at)
    values (${seller.legalName}, ${seller.addressLine1}, ${seller.addressLine2},
      ${seller.postalCode}, ${seller.city}, ${seller.country}, ${seller.vatId}, ${seller.email},
      ${seller.bankName}, ${seller.iban}, ${seller.bic}, ${now})
    on conflict (only_row) do update
    set legal_name = excluded.legal_name, address_line1 = excluded.address_line1,
      address_line2 = excluded.address_line2, postal_code = excluded.postal_code,
      city = excluded.city, country = excluded.country, vat_id = excluded.vat_id,
      email = excluded.email, bank_name = excluded.bank_name, iban = excluded.iban,
      bic = excluded.bic, updated_at = excluded.updated_at`);
}
