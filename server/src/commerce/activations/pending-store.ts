import { texts, timestamps, uuids } from '../../platform/db/arrays.ts';
import { sql, type Tx } from '../../platform/db/database.ts';
import { ofAccounts } from '../../platform/db/distribution.ts';
import { nextDue } from './due.ts';
import type { PackageLife } from './package.ts';
import { DUE_COLUMNS, type DuePackage } from './package-store.ts';

/**
 * Locks and returns those of the packages that wait for their carrier, of any accounts that are on
 * one node of a distributed database, in the order of ids.
 */
export function selectPendingForUpdate(
  tx: Tx,
  packages: readonly { accountId: string; packageId: string }[],
): Promise<DuePackage[]> {
  const accountIds = packages.map(({ accountId }) => accountId);
  return tx.rows<DuePackage>(sql`
    select ${DUE_COLUMNS}
    from unnest(
      ${uuids(accountIds)}::uuid[],
      ${uuids(packages.map(({ packageId }) => packageId))}::uuid[]
    ) as asked (account_id, package_id)
    join activated_items
      on activated_items.account_id = asked.account_id
      and activated_items.id = asked.package_id
    where state = 'PENDING'
      ${ofAccounts(tx, sql`activated_items.account_id`, accountIds)}
    order by id
    for no key update of activated_items`);
}

/** Writes pending packages that their carrier has delivered; their holds have been charged. */
export async function updateDelivered(
  tx: Tx,
  items: readonly (PackageLife & { accountId: string; esimProfileId: string | null })[],
): Promise<void> {
  await tx.run(sql`
    update activated_items as item
    set state = change.state, activated_at = change.activated_at, expires_at = change.expires_at,
      esim_profile_id = change.esim_profile_id, hold_sequence = null, due_at = change.due_at
    from unnest(
      ${uuids(items.map((item) => item.accountId))}::uuid[],
      ${uuids(items.map((item) => item.id))}::uuid[],
      ${texts(items.map((item) => item.state))}::text[],
      ${timestamps(items.map((item) => item.activatedAt))}::timestamptz[],
      ${timestamps(items.map((item) => item.expiresAt))}::timestamptz[],
      ${uuids(items.map((item) => item.esimProfileId))}::uuid[],
      ${timestamps(items.map(nextDue))}::timestamptz[]
    ) as change (account_id, id, state, activated_at, expires_at, esim_profile_id, due_at)
    where item.account_id = change.account_id
      and item.id = change.id
      and item.state = 'PENDING'`);
}

/** Marks pending packages failed; their hold has ended. */
export async function updateFailed(
  tx: Tx,
  accountId: string,
  ids: readonly string[],
): Promise<void> {
  await tx.run(sql`
    update activated_items
    set state = 'FAILED', hold_sequence = null, due_at = null
    where account_id = ${accountId}
      and id = any(${[...ids]}::uuid[])
      and state = 'PENDING'`);
}
