import { isUuid, type OfAccount } from '../../kernel/ids.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { AppPlatform, AppState } from './app.ts';
import type { KeyInUse, SdkKey } from './key.ts';

const columns = sql`
  account_id as "accountId", id, app_id as "appId", key, created_at as "createdAt",
  expires_at as "expiresAt"`;

export async function insertKey(tx: Tx, key: SdkKey): Promise<void> {
  await tx.run(sql`
    insert into sdk_key_owners (account_id, key)
    values (${key.accountId}, ${key.key})`);
  await tx.run(sql`
    insert into sdk_keys (account_id, id, app_id, key, created_at, expires_at)
    values (${key.accountId}, ${key.id}, ${key.appId}, ${key.key}, ${key.createdAt},
      ${key.expiresAt})`);
}

/** Returns the newest keys of an account. */
export function selectKeys(
  db: Queryable,
  { accountId, limit }: { accountId: string; limit: number },
): Promise<SdkKey[]> {
  return db.rows<SdkKey>(sql`
    select ${columns}
    from sdk_keys
    where account_id = ${accountId}
    order by id desc
    limit ${limit}`);
}

export async function countKeysInUse(
  db: Queryable,
  { accountId, appId, realNow }: { accountId: string; appId: string; realNow: Date },
): Promise<number> {
  const row = await db.row<{ keys: number }>(sql`
    select count(*)::int as keys
    from sdk_keys
    where account_id = ${accountId}
      and app_id = ${appId}
      and (expires_at is null or expires_at > ${realNow})`);
  return row?.keys ?? 0;
}

/** Returns a key of an account and locks it until the transaction ends. */
export async function selectKeyForUpdate(
  tx: Tx,
  { accountId, id }: OfAccount,
): Promise<SdkKey | undefined> {
  if (!isUuid(id)) return undefined;
  return tx.row<SdkKey>(sql`
    select ${columns}
    from sdk_keys
    where account_id = ${accountId}
      and id = ${id}
    for no key update`);
}

/** Ends a locked key at a moment of real time. */
export async function updateKeyEnd(
  tx: Tx,
  { accountId, id, expiresAt }: OfAccount & { expiresAt: Date },
): Promise<void> {
  await tx.run(sql`
    update sdk_keys
    set expires_at = ${expiresAt}
    where account_id = ${accountId}
      and id = ${id}`);
}

/** Ends the keys of an app that are in use. */
export async function endKeysOf(
  tx: Tx,
  { accountId, id, at }: OfAccount & { at: Date },
): Promise<void> {
  await tx.run(sql`
    update sdk_keys
    set expires_at = ${at}
    where account_id = ${accountId}
      and app_id = ${id}
      and (expires_at is null or expires_at > ${at})`);
}

/** Returns a key that works at a moment of real time, and whose it is. */
export function selectKeyByText(
  db: Queryable,
  { key, realNow }: { key: string; realNow: Date },
): Promise<KeyInUse | undefined> {
  return db.row<KeyInUse>(sql`
    select k.account_id as "accountId", k.id, k.app_id as "appId", app.state, a.mode,
      app.activates_items as "activatesItems"
    from sdk_keys as k
    join sdk_apps as app
      on app.account_id = k.account_id
      and app.id = k.app_id
    join accounts as a on a.id = k.account_id
    where k.key = ${key}
      and (k.expires_at is null or k.expires_at > ${realNow})
      and app.removed_at is null`);
}

/** The keys in use of apps that activate packages, by what decides whether an app may be used. */
export type SellingKeys = { platform: AppPlatform; state: AppState; keys: number; apps: number };

export function countSellingKeys(
  db: Queryable,
  { accountId, realNow }: { accountId: string; realNow: Date },
): Promise<SellingKeys[]> {
  return db.rows<SellingKeys>(sql`
    select app.platform, app.state, count(*)::int as keys, count(distinct app.id)::int as apps
    from sdk_keys as k
    join sdk_apps as app
      on app.account_id = k.account_id
      and app.id = k.app_id
    where k.account_id = ${accountId}
      and (k.expires_at is null or k.expires_at > ${realNow})
      and app.removed_at is null
      and app.activates_items
    group by app.platform, app.state`);
}
