import type { OfAccount } from '../../kernel/ids.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';

/** A user of the reseller's apps; without a customer until the first package is sold. */
type SdkUser = OfAccount & { customerId: string | null };

/** Returns the user that the reseller names so, who is new if nobody was named so before. */
export async function openUser(
  tx: Tx,
  { accountId, id, userToken, realNow }: OfAccount & { userToken: string; realNow: Date },
): Promise<SdkUser> {
  await tx.run(sql`
    insert into sdk_users (account_id, id, user_token, created_at)
    values (${accountId}, ${id}, ${userToken}, ${realNow})
    on conflict (account_id, user_token) do nothing`);
  // The lock keeps the user from being deleted as one without packages.
  const user = await tx.row<SdkUser>(sql`
    select account_id as "accountId", id, customer_id as "customerId"
    from sdk_users
    where account_id = ${accountId}
      and user_token = ${userToken}
    for key share`);
  if (!user) throw new Error('The user is gone.');
  return user;
}

export function selectUserByToken(
  db: Queryable,
  { accountId, userToken }: { accountId: string; userToken: string },
): Promise<SdkUser | undefined> {
  return db.row<SdkUser>(sql`
    select account_id as "accountId", id, customer_id as "customerId"
    from sdk_users
    where account_id = ${accountId}
      and user_token = ${userToken}`);
}

type FirstSale = OfAccount & { activationId: string };

/**
 * Locks a user until the transaction ends. Returns the customer, or claims the first sale for this
 * activation, so that no other one makes a customer; undefined if another one has it.
 */
export async function claimFirstSale(
  tx: Tx,
  { accountId, id, activationId }: FirstSale,
): Promise<{ customerId: string | null } | undefined> {
  return tx.row<{ customerId: string | null }>(sql`
    update sdk_users
    set registering = case when customer_id is null then ${activationId}::uuid end
    where account_id = ${accountId}
      and id = ${id}
      and (registering is null or registering = ${activationId})
    returning customer_id as "customerId"`);
}

/** Lets another activation make the first sale. */
export async function releaseFirstSale(
  tx: Tx,
  { accountId, id, activationId }: FirstSale,
): Promise<void> {
  await tx.run(sql`
    update sdk_users
    set registering = null
    where account_id = ${accountId}
      and id = ${id}
      and registering = ${activationId}`);
}

/** Keeps the customer that the first sale made. Returns false if the user has one. */
export async function keepCustomer(
  tx: Tx,
  { accountId, id, customerId }: OfAccount & { customerId: string },
): Promise<boolean> {
  const kept = await tx.run(sql`
    update sdk_users
    set customer_id = ${customerId}, registering = null
    where account_id = ${accountId}
      and id = ${id}
      and customer_id is null`);
  return kept === 1;
}

type NewCustomer = { organizationId: string; userToken: string; customerUid: string };

/** Returns the names of a user for the reseller's server; undefined once the customer is erased. */
export function selectUserForRegistration(
  db: Queryable,
  { accountId, id }: OfAccount,
): Promise<NewCustomer | undefined> {
  return db.row<NewCustomer>(sql`
    select a.organization_id as "organizationId", u.user_token as "userToken",
      u.customer_id as "customerUid"
    from sdk_users as u
    join accounts as a on a.id = u.account_id
    where u.account_id = ${accountId}
      and u.id = ${id}
      and u.user_token is not null
      and u.customer_id is not null`);
}

/** Deletes users without a package, and their activations, from before a time. */
export async function deleteStaleUsers(
  tx: Tx,
  { accountId, before }: { accountId: string; before: Date },
): Promise<void> {
  await tx.run(sql`
    delete from sdk_users as u
    where u.account_id = ${accountId}
      and u.id in (
        select id
        from sdk_users
        where account_id = ${accountId}
          and customer_id is null
          and registering is null
          and created_at < ${before}
        limit 100
        for update skip locked
      )
      and not exists (
        select
        from sdk_activations as one
        where one.account_id = ${accountId}
          and one.user_id = u.id
          and (one.leased_until > ${before} or one.state <> 'asked')
      )`);
}

/** Forgets how the reseller's app names a customer. What was sold stays sold. */
export async function eraseSdkUsersOf(
  { db, accountId }: { db: Tx; accountId: string },
  customerId: string,
): Promise<void> {
  await db.run(sql`
    update sdk_users
    set user_token = null
    where account_id = ${accountId}
      and customer_id = ${customerId}`);
}
