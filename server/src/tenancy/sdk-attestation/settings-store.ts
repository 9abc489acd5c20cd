import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { AppPlatform } from '../sdk-apps/index.ts';
import type { AttestationSettings } from './settings.ts';

type OfApp = Pick<AttestationSettings, 'accountId' | 'appId'>;

const columns = sql`
  s.account_id as "accountId", s.app_id as "appId", s.environment,
  s.verification_key as "verificationKey", s.decryption_key_encrypted as "decryptionKeyEncrypted",
  s.updated_at as "updatedAt"`;

/** Returns the settings of an app; undefined if its sessions need no attestation. */
export function selectSettings(
  db: Queryable,
  { accountId, appId }: OfApp,
): Promise<AttestationSettings | undefined> {
  return db.row<AttestationSettings>(sql`
    select ${columns}
    from sdk_attestation_settings as s
    where s.account_id = ${accountId}
      and s.app_id = ${appId}`);
}

/** What an attestation is compared with. */
export type AttestedApp = AttestationSettings & {
  platform: AppPlatform;
  identifier: string;
  teamId: string | null;
  certificates: readonly string[];
};

/** Returns the settings of an app with what identifies it. */
export function selectAttestedApp(
  db: Queryable,
  { accountId, appId }: OfApp,
): Promise<AttestedApp | undefined> {
  return db.row<AttestedApp>(sql`
    select ${columns}, app.platform, app.identifier, app.team_id as "teamId", app.certificates
    from sdk_attestation_settings as s
    join sdk_apps as app
      on app.account_id = s.account_id
      and app.id = s.app_id
    where s.account_id = ${accountId}
      and s.app_id = ${appId}`);
}

export async function saveSettings(tx: Tx, settings: AttestationSettings): Promise<void> {
  await tx.run(sql`
    insert into sdk_attestation_settings (account_id, app_id, environment, verification_key,
      decryption_key_encrypted, updated_at)
    values (${settings.accountId}, ${settings.appId}, ${settings.environment},
      ${settings.verificationKey}, ${settings.decryptionKeyEncrypted}, ${settings.updatedAt})
    on conflict (account_id, app_id) do update
    set environment = excluded.environment, verification_key = excluded.verification_key,
      decryption_key_encrypted = excluded.decryption_key_encrypted,
      updated_at = excluded.updated_at`);
}

export async function deleteSettings(tx: Tx, { accountId, appId }: OfApp): Promise<void> {
  await tx.run(sql`
    delete from sdk_attestation_settings
    where account_id = ${accountId}
      and app_id = ${appId}`);
}

export type KeptKey = OfApp & { decryptionKeyEncrypted: Buffer };

/** Returns the encrypted keys of all accounts, of which there are few. */
export function selectKeptKeys(db: Queryable): Promise<KeptKey[]> {
  return db.rows<KeptKey>(sql`
    select account_id as "accountId", app_id as "appId",
      decryption_key_encrypted as "decryptionKeyEncrypted"
    from sdk_attestation_settings
    where decryption_key_encrypted is not null`);
}

/** Replaces an encrypted key, unless it was changed meanwhile. */
export async function renewKey(
  db: Queryable,
  { renewed, ...kept }: KeptKey & { renewed: Buffer },
): Promise<void> {
  await db.run(sql`
    update sdk_attestation_settings
    set decryption_key_encrypted = ${renewed}
    where account_id = ${kept.accountId}
      and app_id = ${kept.appId}
      and decryption_key_encrypted = ${kept.decryptionKeyEncrypted}`);
}
