import { isUuid } from '../../../kernel/ids.ts';
import { type Queryable, sql, type Tx } from '../../../platform/db/database.ts';
import type { Card, ProviderName } from '../providers/provider.ts';
import type { PaymentMethod } from './payment-method.ts';

const columns = sql`
  account_id as "accountId", id, provider, token, brand, last_four as "lastFour",
  expiry_month as "expiryMonth", expiry_year as "expiryYear", is_default as "isDefault",
  created_at as "createdAt"`;

type Owner = { accountId: string; provider: ProviderName };

/** The account's cards with this provider, oldest first. */
export function selectMethods(db: Queryable, { accountId, provider }: Owner) {
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
  { accountId, provider, id }: Owner & { id: string },
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

export function selectDefaultMethod(db: Queryable, { accountId, provider }: Owner) {
  return db.row<PaymentMethod>(sql`
    select ${columns}
    from payment_methods
    where account_id = ${accountId}
      and provider = ${provider}
      and is_default`);
}

/** How to charge a card that was chosen before, removed since or not. */
export function selectCharge(db: Queryable, { accountId, id }: { accountId: string; id: string }) {
  return db.row<{ cardToken: string; customerToken: string }>(sql`
    select method.token as "cardToken", customer.token as "customerToken"
    from payment_methods as method
    join payment_customers as customer using (account_id, provider)
    where method.account_id = ${accountId}
      and method.id = ${id}`);
}

/** How people know a card, removed since or not. */
export function selectLabel(db: Queryable, { accountId, id }: { accountId: string; id: string }) {
  return db.row<{ brand: string; lastFour: string }>(sql`
    select brand, last_four as "lastFour"
    from payment_methods
    where account_id = ${accountId}
      and id = ${id}`);
}

/** Two at once must not both become the first, the default one: whoever adds a card waits here. */
export async function lockCustomer(tx: Tx, { accountId, provider }: Owner): Promise<void> {
  await tx.run(sql`
    select from payment_customers
    where account_id = ${accountId}
      and provider = ${provider}
    for no key update`);
}

export function selectCustomer(db: Queryable, { accountId, provider }: Owner) {
  return db.row<{ token: string }>(sql`
    select token
    from payment_customers
    where account_id = ${accountId}
      and provider = ${provider}`);
}

export async function insertCustomer(
  db: Queryable,
  customer: Owner & { token: string; createdAt: Date },
): Promise<void> {
  await db.run(sql`
    insert into payment_customers (account_id, provider, token, created_at)
    values (${customer.accountId}, ${customer.provider}, ${customer.token}, ${customer.createdAt})
    on conflict do nothing`);
}

/** The first card is the default one. A card that is known already is only renewed. */
export function upsertMethod(
  tx: Tx,
  { accountId, provider }: Owner,
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
        select from payment_methods
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

/** Makes this the default card and no other. */
export async function updateDefault(
  tx: Tx,
  { accountId, provider, id }: Owner & { id: string },
): Promise<void> {
  // One at a time, because there must not be two between the rows either.
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

export async function insertSetup(
  tx: Tx,
  setup: Owner & { token: string; createdAt: Date },
): Promise<void> {
  await tx.run(sql`
    insert into payment_setups (account_id, token, provider, created_at)
    values (${setup.accountId}, ${setup.token}, ${setup.provider}, ${setup.createdAt})
    on conflict do nothing`);
}

export async function updateSetup(
  tx: Tx,
  { accountId, token }: { accountId: string; token: string },
  state: 'done' | 'given_up',
): Promise<void> {
  await tx.run(sql`
    update payment_setups
    set state = ${state}
    where account_id = ${accountId}
      and token = ${token}
      and state = 'open'`);
}

export type OpenSetup = Owner & { token: string; isOld: boolean };

/** Takes up cards being entered that nobody asked about for a while. */
export function claimOpenSetups(
  db: Queryable,
  { silentSeconds, limit }: { silentSeconds: number; limit: number },
) {
  return db.rows<OpenSetup>(sql`
    update payment_setups as setup
    set asked_at = now()
    from (
      select account_id, token
      from payment_setups
      where state = 'open'
        and asked_at < now() - make_interval(secs => ${silentSeconds})
      order by asked_at
      limit ${limit}
      for update skip locked
    ) as silent
    where setup.account_id = silent.account_id
      and setup.token = silent.token
    returning setup.account_id as "accountId", setup.token, setup.provider,
      setup.created_at < now() - interval '1 day' as "isOld"`);
}
