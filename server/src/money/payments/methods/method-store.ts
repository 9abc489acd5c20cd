import { isUuid } from '../../../kernel/ids.ts';
import { type Queryable, sql, type Tx } from '../../../platform/db/database.ts';
import type { Card, ProviderName } from '../providers/provider.ts';
import type { PaymentMethod } from './payment-method.ts';

const columns = sql`
  account_id as "accountId", id, provider, token, brand, last_four as "lastFour",
  expiry_month as "expiryMonth", expiry_year as "expiryYear", is_default as "isDefault",
  created_at as "createdAt"`;

/** An account at one card provider. */
export type MethodOwner = { accountId: string; provider: ProviderName };

/** Returns the account's cards at this provider, oldest first. */
export function selectMethods(db: Queryable, { accountId, provider }: MethodOwner) {
  return db.rows<PaymentMethod>(sql`
    select ${columns}
    from payment_methods
    where account_id = ${accountId}
      and provider = ${provider}
      and removed_at is null
    order by id`);
}

export async function selectMethod(
  db: Queryable,
  { accountId, provider, id }: MethodOwner & { id: string },
): Promise<PaymentMethod | undefined> {
  if (!isUuid(id)) return undefined;
  return db.row<PaymentMethod>(sql`
    select ${columns}
    from payment_methods
    where account_id = ${accountId}
      and provider = ${provider}
      and id = ${id}
      and removed_at is null`);
}

export function selectDefaultMethod(db: Queryable, { accountId, provider }: MethodOwner) {
  return db.row<PaymentMethod>(sql`
    select ${columns}
    from payment_methods
    where account_id = ${accountId}
      and provider = ${provider}
      and is_default`);
}

/** Returns the tokens to charge a card, also if the card was deleted since. */
export function selectChargeTokens(
  db: Queryable,
  { accountId, id }: { accountId: string; id: string },
) {
  return db.row<{ cardToken: string; customerToken: string }>(sql`
    select method.token as "cardToken", customer.token as "customerToken"
    from payment_methods as method
    join payment_customers as customer using (account_id, provider)
    where method.account_id = ${accountId}
      and method.id = ${id}`);
}

/** Returns the brand and the last digits of a card, also if the card was deleted since. */
export function selectCardLabel(
  db: Queryable,
  { accountId, id }: { accountId: string; id: string },
) {
  return db.row<{ brand: string; lastFour: string }>(sql`
    select brand, last_four as "lastFour"
    from payment_methods
    where account_id = ${accountId}
      and id = ${id}`);
}

/** Saves a card. The first card is the default; a known card is updated. */
export function upsertMethod(
  tx: Tx,
  { accountId, provider }: MethodOwner,
  { id, card, createdAt }: { id: string; card: Card; createdAt: Date },
) {
  return tx.row<PaymentMethod>(sql`
    insert into payment_methods (
      account_id, id, provider, token, brand, last_four, expiry_month, expiry_year, is_default,
      created_at
    )
    select ${accountId}, ${id}, ${provider}, ${card.token}, ${card.brand}, ${card.lastFour},
      ${card.expiryMonth}, ${card.expiryYear},
      not exists (
        select 1 from payment_methods
        where account_id = ${accountId}
          and provider = ${provider}
          and is_default
      ),
      ${createdAt}
    on conflict (account_id, provider, token) do update
    set brand = excluded.brand, last_four = excluded.last_four,
      expiry_month = excluded.expiry_month, expiry_year = excluded.expiry_year
    returning ${columns}`);
}

/** Makes this card the only default card. */
export async function updateDefault(
  tx: Tx,
  { accountId, provider, id }: MethodOwner & { id: string },
): Promise<void> {
  // In two statements: the unique index refuses a second default card between the rows.
  await tx.run(sql`
    update payment_methods
    set is_default = false
    where account_id = ${accountId}
      and provider = ${provider}
      and is_default
      and id <> ${id}`);
  await tx.run(sql`
    update payment_methods
    set is_default = true
    where account_id = ${accountId}
      and provider = ${provider}
      and id = ${id}`);
}

export async function updateRemoved(
  tx: Tx,
  { accountId, id }: { accountId: string; id: string },
  now: Date,
): Promise<void> {
  await tx.run(sql`
    update payment_methods
    set removed_at = ${now}, is_default = false
    where account_id = ${accountId}
      and id = ${id}`);
}
