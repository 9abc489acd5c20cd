import type { OfAccount } from '../../kernel/ids.ts';
import { uuids } from '../../platform/db/arrays.ts';
import { type Queryable, type Sql, sql, type Tx } from '../../platform/db/database.ts';
import { ofAccounts } from '../../platform/db/distribution.ts';
import type { ActivationOf, SdkActivation } from './activation.ts';

/** A call that asks and sells holds the activation until this time. */
type Lease = ActivationOf & { until: Date };

/** Begins an activation and leases it. Returns false if the account has one with this ID. */
export async function insertActivation(
  tx: Tx,
  activation: Lease &
    Pick<SdkActivation, 'userId' | 'inventoryItemId' | 'metaTag' | 'requestHash'> & {
      appId: string;
      realNow: Date;
    },
): Promise<boolean> {
  const { accountId, id, userId, appId, inventoryItemId } = activation;
  const inserted = await tx.run(sql`
    insert into sdk_activations (account_id, id, user_id, app_id, inventory_item_id, meta_tag,
      request_hash, leased_until, created_at)
    values (${accountId}, ${id}, ${userId}, ${appId}, ${inventoryItemId}, ${activation.metaTag},
      ${activation.requestHash}, ${activation.until}, ${activation.realNow})
    on conflict (account_id, id) do nothing`);
  return inserted === 1;
}

export function selectActivation(
  db: Queryable,
  { accountId, id }: ActivationOf,
): Promise<SdkActivation | undefined> {
  return db.row<SdkActivation>(sql`
    select one.account_id as "accountId", one.id, a.organization_id as "organizationId", a.mode,
      app.platform, app.id as "appId", app.name as "appName", one.user_id as "userId",
      u.user_token as "userToken", u.customer_id as "customerId",
      one.inventory_item_id as "inventoryItemId", one.meta_tag as "metaTag",
      one.request_hash as "requestHash", one.state, one.activated_item_id as "activatedItemId"
    from sdk_activations as one
    join sdk_users as u
      on u.account_id = one.account_id
      and u.id = one.user_id
    join sdk_apps as app
      on app.account_id = one.account_id
      and app.id = one.app_id
    join accounts as a on a.id = one.account_id
    where one.account_id = ${accountId}
      and one.id = ${id}`);
}

/** Leases an activation that is not sold. Returns false while another call has it. */
export async function leaseActivation(
  tx: Tx,
  { accountId, id, until, realNow }: Lease & { realNow: Date },
): Promise<boolean> {
  const leased = await tx.run(sql`
    update sdk_activations
    set leased_until = ${until}
    where account_id = ${accountId}
      and id = ${id}
      and state <> 'sold'
      and (leased_until is null or leased_until <= ${realNow})`);
  return leased === 1;
}

/** Keeps that the reseller approved. Returns false if the lease is another call's by now. */
export async function updateApproved(tx: Tx, { accountId, id, until }: Lease): Promise<boolean> {
  const approved = await tx.run(sql`
    update sdk_activations
    set state = 'approved'
    where account_id = ${accountId}
      and id = ${id}
      and state = 'asked'
      and leased_until = ${until}`);
  return approved === 1;
}

/** Ends a lease; `isRefused` lets the next call ask the reseller's server again. */
export async function releaseActivation(
  tx: Tx,
  { accountId, id, until, isRefused }: Lease & { isRefused: boolean },
): Promise<void> {
  await tx.run(sql`
    update sdk_activations
    set leased_until = null,
      state = case when ${isRefused}::boolean then 'asked' else state end
    where account_id = ${accountId}
      and id = ${id}
      and state <> 'sold'
      and leased_until = ${until}`);
}

/** An approved activation that the transaction of a sale has locked. */
export type LockedActivation = OfAccount & { userId: string; customerId: string | null };

/**
 * Locks those of the activations that are approved, with their users, in the order of the users.
 * With `skipLocked`, activations that others hold are left out.
 */
export function lockActivations(
  tx: Tx,
  asked: readonly OfAccount[],
  { skipLocked }: { skipLocked: boolean },
): Promise<LockedActivation[]> {
  const accountIds = asked.map(({ accountId }) => accountId);
  const onNode = (column: Sql) => ofAccounts(tx, column, accountIds);
  return tx.rows<LockedActivation>(sql`
    select one.account_id as "accountId", one.id, one.user_id as "userId",
      u.customer_id as "customerId"
    from unnest(
      ${uuids(accountIds)}::uuid[],
      ${uuids(asked.map(({ id }) => id))}::uuid[]
    ) as asked (account_id, id)
    join sdk_activations as one
      on one.account_id = asked.account_id
      and one.id = asked.id
    join sdk_users as u
      on u.account_id = one.account_id
      and u.id = one.user_id
    where one.state = 'approved'
      ${onNode(sql`one.account_id`)}
      ${onNode(sql`u.account_id`)}
    order by one.account_id, one.user_id, one.id
    for no key update of one, u ${skipLocked ? sql`skip locked` : sql``}`);
}

/** Keeps which packages locked activations sold. Returns how many were approved until now. */
export function updateSold(
  tx: Tx,
  sold: readonly (OfAccount & { activatedItemId: string })[],
): Promise<number> {
  const accountIds = sold.map(({ accountId }) => accountId);
  return tx.run(sql`
    update sdk_activations as one
    set state = 'sold', activated_item_id = sale.activated_item_id, leased_until = null
    from unnest(
      ${uuids(accountIds)}::uuid[],
      ${uuids(sold.map(({ id }) => id))}::uuid[],
      ${uuids(sold.map(({ activatedItemId }) => activatedItemId))}::uuid[]
    ) as sale (account_id, id, activated_item_id)
    where one.account_id = sale.account_id
      and one.id = sale.id
      and one.state = 'approved'
      ${ofAccounts(tx, sql`one.account_id`, accountIds)}`);
}
