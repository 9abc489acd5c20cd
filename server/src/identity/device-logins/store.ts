import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { DeviceLogin } from './device-login.ts';

type NewRow = DeviceLogin & { deviceCodeHash: Buffer; secretHash: Buffer };

/** Returns false if the user code is in use. */
export async function insertDeviceLogin(tx: Tx, login: NewRow): Promise<boolean> {
  const inserted = await tx.run(sql`
    insert into device_logins (device_code_hash, user_code, secret_hash, device_name,
      remote_address, created_at, expires_at)
    values (${login.deviceCodeHash}, ${login.userCode}, ${login.secretHash}, ${login.deviceName},
      ${login.remoteAddress}, ${login.createdAt}, ${login.expiresAt})
    on conflict (user_code) do nothing`);
  return inserted === 1;
}

type ByCode = { userCode: string; realNow: Date };

/** Returns a login that waits for a decision. */
export async function selectWaiting(
  db: Queryable,
  { userCode, realNow }: ByCode,
): Promise<DeviceLogin | undefined> {
  return db.row<DeviceLogin>(sql`
    select user_code as "userCode", device_name as "deviceName",
      remote_address as "remoteAddress", created_at as "createdAt", expires_at as "expiresAt"
    from device_logins
    where user_code = ${userCode}
      and state = 'waiting'
      and expires_at > ${realNow}`);
}

/** Returns the hash of the secret and locks the login, which waits for a decision. */
export async function lockWaiting(
  tx: Tx,
  { userCode, realNow }: ByCode,
): Promise<{ secretHash: Buffer; deviceName: string } | undefined> {
  return tx.row<{ secretHash: Buffer; deviceName: string }>(sql`
    select secret_hash as "secretHash", device_name as "deviceName"
    from device_logins
    where user_code = ${userCode}
      and state = 'waiting'
      and expires_at > ${realNow}
    for update`);
}

/** Keeps the key of a locked login. */
export async function markApproved(
  tx: Tx,
  { userCode, accountId, clientId }: { userCode: string; accountId: string; clientId: string },
): Promise<void> {
  await tx.run(sql`
    update device_logins
    set state = 'approved', account_id = ${accountId}, client_id = ${clientId}
    where user_code = ${userCode}`);
}

/** Returns the name of the program; undefined if nothing waits under this code. */
export async function markRejected(
  tx: Tx,
  { userCode, accountId, realNow }: ByCode & { accountId: string },
): Promise<{ deviceName: string } | undefined> {
  return tx.row<{ deviceName: string }>(sql`
    update device_logins
    set state = 'rejected', account_id = ${accountId}
    where user_code = ${userCode}
      and state = 'waiting'
      and expires_at > ${realNow}
    returning device_name as "deviceName"`);
}

type ByDevice = { deviceCodeHash: Buffer; realNow: Date };

/** Returns the key of an approved login, once; the next call returns undefined. */
export async function markCollected(
  tx: Tx,
  { deviceCodeHash, realNow }: ByDevice,
): Promise<{ accountId: string; clientId: string } | undefined> {
  return tx.row<{ accountId: string; clientId: string }>(sql`
    update device_logins
    set state = 'collected'
    where device_code_hash = ${deviceCodeHash}
      and state = 'approved'
      and expires_at > ${realNow}
    returning account_id as "accountId", client_id as "clientId"`);
}

/** Returns whether a login waits or was rejected; undefined if it is over. */
export async function selectState(
  db: Queryable,
  { deviceCodeHash, realNow }: ByDevice,
): Promise<'waiting' | 'rejected' | undefined> {
  const row = await db.row<{ state: 'waiting' | 'rejected' }>(sql`
    select state
    from device_logins
    where device_code_hash = ${deviceCodeHash}
      and state in ('waiting', 'rejected')
      and expires_at > ${realNow}`);
  return row?.state;
}

type Uncollected = { accountId: string; organizationId: string; clientId: string };

/** Deletes up to `limit` logins that are over; returns the keys of those that nobody collected. */
export async function deleteEnded(
  tx: Tx,
  { realNow, limit }: { realNow: Date; limit: number },
): Promise<{ deleted: number; uncollected: Uncollected[] }> {
  const rows = await tx.rows<Uncollected & { state: string }>(sql`
    with ended as (
      delete from device_logins
      where device_code_hash in (
        select device_code_hash
        from device_logins
        where expires_at <= ${realNow}
        limit ${limit}
        for update skip locked
      )
      returning state, account_id, client_id
    )
    select ended.state, ended.account_id as "accountId", ended.client_id as "clientId",
      accounts.organization_id as "organizationId"
    from ended
    left join accounts on accounts.id = ended.account_id`);
  return { deleted: rows.length, uncollected: rows.filter(({ state }) => state === 'approved') };
}
