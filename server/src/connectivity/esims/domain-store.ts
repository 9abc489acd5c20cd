import { isUuid, type OfAccount } from '../../kernel/ids.ts';
import { booleans, timestamps, uuids } from '../../platform/db/arrays.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import { ofAccounts } from '../../platform/db/distribution.ts';
import type { NewProfileDomain, ProfileDomain } from './profile-domain.ts';

/** Inserts profile domains of any accounts in one statement. */
export async function openProfileDomains(
  tx: Tx,
  domains: readonly NewProfileDomain[],
): Promise<void> {
  if (domains.length === 0) return;
  await tx.run(sql`
    insert into profile_domains (account_id, id, customer_id, dedicated, created_at)
    select account_id, id, customer_id, dedicated, created_at
    from unnest(
      ${uuids(domains.map((domain) => domain.accountId))}::uuid[],
      ${uuids(domains.map((domain) => domain.id))}::uuid[],
      ${uuids(domains.map((domain) => domain.customerId))}::uuid[],
      ${booleans(domains.map((domain) => domain.dedicated))}::boolean[],
      ${timestamps(domains.map((domain) => domain.createdAt))}::timestamptz[]
    ) as domain (account_id, id, customer_id, dedicated, created_at)`);
}

export async function selectProfileDomains(
  tx: Tx,
  wanted: readonly OfAccount[],
): Promise<(ProfileDomain & OfAccount)[]> {
  const known = wanted.filter(({ id }) => isUuid(id));
  if (known.length === 0) return [];
  const accountIds = known.map(({ accountId }) => accountId);
  return tx.rows<ProfileDomain & OfAccount>(sql`
    select domain.account_id as "accountId", domain.id, domain.customer_id as "customerId",
      domain.dedicated
    from unnest(
      (select ${uuids(accountIds)}::uuid[]),
      (select ${uuids(known.map(({ id }) => id))}::uuid[])
    ) as wanted (account_id, id)
    join profile_domains as domain
      on domain.account_id = wanted.account_id
      and domain.id = wanted.id
      ${ofAccounts(tx, sql`domain.account_id`, accountIds)}`);
}

/** Returns the customer's profile domains, oldest first. Top-ups join the first one. */
export function readProfileDomains(
  db: Queryable,
  { accountId, customerId }: { accountId: string; customerId: string },
): Promise<ProfileDomain[]> {
  return db.rows<ProfileDomain>(sql`
    select id, customer_id as "customerId", dedicated
    from profile_domains
    where account_id = ${accountId}
      and customer_id = ${customerId}
    order by created_at, id`);
}

/** Locks domains in the order of their IDs, so that no two transactions wait for each other. */
export async function lockDomains(
  tx: Tx,
  accountId: string,
  domainIds: readonly string[],
): Promise<void> {
  await tx.run(sql`
    select id
    from profile_domains
    where account_id = ${accountId}
      and id = any(${[...domainIds]}::uuid[])
    order by id
    for no key update`);
}

export async function deleteDomains(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`
    delete from profile_domains
    where account_id = ${accountId}`);
}
