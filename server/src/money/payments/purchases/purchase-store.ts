import { isUuid } from '../../../kernel/ids.ts';
import { type Queryable, sql, type Tx } from '../../../platform/db/database.ts';
import type { NextAction } from '../providers/provider.ts';
import {
  ALLOWED_FROM,
  type Origin,
  type Purchase,
  type PurchaseKey,
  type PurchaseStatus,
  type ReachedStatus,
} from './purchase.ts';

const columns = sql`
  account_id as "accountId", id, organization_id as "organizationId", mode, origin, method, status,
  amount_minor as "amountMinor", vat_minor as "vatMinor", total_minor as "totalMinor",
  vat_rate_basis_points as "vatRateBasisPoints", vat_treatment as "vatTreatment",
  vat_country as "vatCountry", payment_method_id as "paymentMethodId", provider,
  intent_token as "intentToken", next_action as "nextAction", decline_code as "declineCode",
  reference, part_of as "partOf", received_minor as "receivedMinor",
  covered_minor as "coveredMinor", invoice_number as "invoiceNumber",
  refunded_minor as "refundedMinor", reversed_minor as "reversedMinor", owed_minor as "owedMinor",
  attempts, cancel_asked_at as "cancelAskedAt", created_at as "createdAt", paid_at as "paidAt"`;

export async function insertPurchase(tx: Tx, purchase: Purchase): Promise<void> {
  if (purchase.reference !== null) {
    await tx.run(sql`
      insert into purchase_reference_owners (account_id, reference)
      values (${purchase.accountId}, ${purchase.reference})`);
  }
  await tx.run(sql`
    insert into purchases (
      account_id, id, organization_id, mode, origin, method, status, amount_minor, vat_minor,
      total_minor, vat_rate_basis_points, vat_treatment, vat_country, payment_method_id, provider,
      reference, part_of, received_minor, covered_minor, created_at, paid_at
    )
    values (
      ${purchase.accountId}, ${purchase.id}, ${purchase.organizationId}, ${purchase.mode},
      ${purchase.origin}, ${purchase.method}, ${purchase.status}, ${purchase.amountMinor},
      ${purchase.vatMinor}, ${purchase.totalMinor}, ${purchase.vatRateBasisPoints},
      ${purchase.vatTreatment}, ${purchase.vatCountry}, ${purchase.paymentMethodId},
      ${purchase.provider}, ${purchase.reference}, ${purchase.partOf}, ${purchase.receivedMinor},
      ${purchase.coveredMinor}, ${purchase.createdAt}, ${purchase.paidAt}
    )`);
}

export async function selectPurchase(
  db: Queryable,
  { accountId, id }: PurchaseKey,
): Promise<Purchase | undefined> {
  if (!isUuid(id)) return undefined;
  return db.row<Purchase>(sql`
    select ${columns}
    from purchases
    where account_id = ${accountId}
      and id = ${id}`);
}

/** Locks the purchase until the transaction ends. */
export async function selectPurchaseForUpdate(
  tx: Tx,
  { accountId, id }: PurchaseKey,
): Promise<Purchase | undefined> {
  if (!isUuid(id) || !isUuid(accountId)) return undefined;
  return tx.row<Purchase>(sql`
    select ${columns}
    from purchases
    where account_id = ${accountId}
      and id = ${id}
    for no key update`);
}

/** Returns the purchase with this transfer reference. */
export function selectByReference(db: Queryable, reference: string) {
  return db.row<PurchaseKey>(sql`
    select account_id as "accountId", id
    from purchases
    where reference = ${reference}`);
}

/** Returns the purchase of a provider's payment intent. */
export function selectByIntent(db: Queryable, provider: string, intentToken: string) {
  return db.row<PurchaseKey>(sql`
    select account_id as "accountId", id
    from purchases
    where provider = ${provider}
      and intent_token = ${intentToken}`);
}

export type PurchaseFilter = { status?: PurchaseStatus; origin?: Origin };

/** Returns purchases with ids below `below`, newest first. */
export function selectPurchases(
  db: Queryable,
  accountId: string,
  { limit, below, status, origin }: PurchaseFilter & { limit: number; below?: string },
): Promise<Purchase[]> {
  return db.rows<Purchase>(sql`
    select ${columns}
    from purchases
    where account_id = ${accountId}
      and (${below ?? null}::uuid is null or id < ${below ?? null})
      and (${status ?? null}::text is null or status = ${status ?? null})
      and (${origin ?? null}::text is null or origin = ${origin ?? null})
    order by id desc
    limit ${limit}`);
}

/** Returns the number of purchases whose money may still come. */
export async function countRunningPurchases(db: Queryable, accountId: string): Promise<number> {
  const row = await db.row<{ running: bigint }>(sql`
    select count(*) as running
    from purchases
    where account_id = ${accountId}
      and status in ('pending', 'requires_action', 'awaiting_transfer')`);
  return Number(row?.running ?? 0n);
}

/** Returns and locks the parts that failed refunds added again, newest first. */
export function selectRestoredParts(tx: Tx, { accountId, id }: PurchaseKey) {
  return tx.rows<Purchase>(sql`
    select ${columns}
    from purchases
    where account_id = ${accountId}
      and part_of = ${id}
      and method = 'card'
    order by id desc
    for no key update`);
}

export type Declines = { byAccount: number; byCard: number; retryAfterSeconds: number };

/** Counts the declines of the account and of one of its cards within the last hour. */
export async function countDeclines(
  db: Queryable,
  { accountId, cardId }: { accountId: string; cardId: string | null },
): Promise<Declines> {
  const row = await db.row<Declines>(sql`
    select count(*)::integer as "byAccount",
      (count(*) filter (where payment_method_id = ${cardId}))::integer as "byCard",
      coalesce(ceil(extract(epoch from min(asked_at) + interval '1 hour' - now())), 0)::integer
        as "retryAfterSeconds"
    from purchases
    where account_id = ${accountId}
      and status = 'declined'
      and asked_at > now() - interval '1 hour'`);
  return row ?? { byAccount: 0, byCard: 0, retryAfterSeconds: 0 };
}

/** Claims an open card purchase for a call to its provider; undefined if it is settled. */
export function claimPurchase(tx: Tx, { accountId, id }: PurchaseKey) {
  return tx.row<Purchase>(sql`
    update purchases
    set attempts = attempts + 1, asked_at = now()
    where account_id = ${accountId}
      and id = ${id}
      and method = 'card'
      and status in ('pending', 'requires_action')
    returning ${columns}`);
}

/** Saves the provider's payment intent; a purchase never gets a second one. */
export async function updateIntent(
  db: Queryable,
  { accountId, id, provider }: PurchaseKey & Pick<Purchase, 'provider'>,
  intentToken: string,
): Promise<void> {
  // The foreign key of the purchase refuses an intent of another account.
  await db.run(sql`
    insert into purchase_intent_owners (account_id, provider, intent_token)
    values (${accountId}, ${provider}, ${intentToken})
    on conflict (provider, intent_token) do nothing`);
  await db.run(sql`
    update purchases
    set intent_token = ${intentToken}
    where account_id = ${accountId}
      and id = ${id}
      and intent_token is null`);
}

export type StatusChange = {
  status: ReachedStatus;
  nextAction?: NextAction | null;
  declineCode?: string | null;
  paidAt?: Date | null;
};

/** Changes the status if `ALLOWED_FROM` allows it, and returns the purchase; else undefined. */
export function moveStatus(tx: Tx, { accountId, id }: PurchaseKey, step: StatusChange) {
  const { status, nextAction = null, declineCode = null, paidAt = null } = step;
  const action = nextAction && JSON.stringify(nextAction);
  return tx.row<Purchase>(sql`
    update purchases
    set status = ${status}, next_action = ${action}::jsonb, decline_code = ${declineCode},
      paid_at = ${paidAt}
    where account_id = ${accountId}
      and id = ${id}
      and status = any(${[...ALLOWED_FROM[status]]}::text[])
    returning ${columns}`);
}

export async function updateInvoiceNumber(
  tx: Tx,
  { accountId, id }: PurchaseKey,
  invoiceNumber: string,
): Promise<void> {
  await tx.run(sql`
    update purchases
    set invoice_number = ${invoiceNumber}
    where account_id = ${accountId}
      and id = ${id}`);
}

export async function updateCancelRequested(
  tx: Tx,
  { accountId, id }: PurchaseKey,
  now: Date,
): Promise<void> {
  await tx.run(sql`
    update purchases
    set cancel_asked_at = coalesce(cancel_asked_at, ${now})
    where account_id = ${accountId}
      and id = ${id}`);
}

/** Returns open card purchases without a call for a while, the longest first. */
export function selectSilentPurchases(
  db: Queryable,
  { silentSeconds, limit }: { silentSeconds: number; limit: number },
) {
  return db.rows<PurchaseKey>(sql`
    select account_id as "accountId", id
    from purchases
    where method = 'card'
      and status in ('pending', 'requires_action')
      and asked_at < now() - make_interval(secs => ${silentSeconds})
    order by asked_at
    limit ${limit}`);
}

/** Adds received money to a purchase, and the part of it that is credited. */
export async function addReceived(
  tx: Tx,
  { accountId, id }: PurchaseKey,
  { receivedMinor, coveredMinor }: { receivedMinor: bigint; coveredMinor: bigint },
): Promise<void> {
  await tx.run(sql`
    update purchases
    set received_minor = received_minor + ${receivedMinor},
      covered_minor = covered_minor + ${coveredMinor}
    where account_id = ${accountId}
      and id = ${id}`);
}

/** Sets the price of a purchase to the sum that was received for it. */
export async function updateCosts(tx: Tx, purchase: Purchase): Promise<void> {
  await tx.run(sql`
    update purchases
    set amount_minor = ${purchase.amountMinor}, vat_minor = ${purchase.vatMinor},
      total_minor = ${purchase.totalMinor}
    where account_id = ${purchase.accountId}
      and id = ${purchase.id}`);
}

export async function deletePurchases(tx: Tx, accountId: string): Promise<void> {
  // Parts name the purchase to which they belong, so they are deleted first.
  await tx.run(sql`
    delete from purchases
    where account_id = ${accountId}
      and part_of is not null`);
  await tx.run(sql`delete from purchases where account_id = ${accountId}`);
  await tx.run(sql`delete from purchase_reference_owners where account_id = ${accountId}`);
  await tx.run(sql`delete from purchase_intent_owners where account_id = ${accountId}`);
}
