import type { OfAccount } from '../../kernel/ids.ts';
import { uuids } from '../../platform/db/arrays.ts';
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

/** Keeps the customers that the first sales of locked users made. Returns how many had none. */
export function updateCustomers(
  tx: Tx,
  users: readonly { accountId: string; userId: string; customerId: string }[],
): Promise<number> {
  return tx.run(sql`
    update sdk_users as u
    set customer_id = sale.customer_id
    from unnest(
      ${uuids(users.map(({ accountId }) => accountId))}::uuid[],
      ${uuids(users.map(({ userId }) => userId))}::uuid[],
      ${uuids(users.map(({ customerId }) => customerId))}::uuid[]
    ) as sale (account_id, id, customer_id)
    where u.account_id = sale.account_id
      and u.id = sale.id
      and u.customer_id is null`);
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
          and created_at < ${before}
        limit 100
        for update skip locked
      )
      and not exists (
        select 1
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

/** Deletes the users and activations of a sandbox, as a part of its reset. */
export async function resetSdkUsers({ db, accountId }: { db: Tx; accountId: string }) {
  await db.run(sql`delete from sdk_users where account_id = ${accountId}`);
}
