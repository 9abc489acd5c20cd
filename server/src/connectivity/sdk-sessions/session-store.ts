import type { OfAccount } from '../../kernel/ids.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { SdkSession } from './session.ts';

type NewSession = OfAccount &
  Pick<SdkSession, 'model' | 'systemVersion' | 'createdAt' | 'expiresAt'> & {
    installTokenId: string;
    keyId: string;
  };

export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  await tx.run(sql`
    insert into sdk_sessions (account_id, id, install_token_id, key_id, model, system_version,
      created_at, expires_at)
    values (${session.accountId}, ${session.id}, ${session.installTokenId}, ${session.keyId},
      ${session.model}, ${session.systemVersion}, ${session.createdAt}, ${session.expiresAt})`);
}

/** Returns a session whose key works and whose app was not removed. */
export function selectSession(
  db: Queryable,
  { accountId, id, realNow }: OfAccount & { realNow: Date },
): Promise<SdkSession | undefined> {
  return db.row<SdkSession>(sql`
    select s.account_id as "accountId", a.organization_id as "organizationId", a.mode, s.id,
      t.customer_id as "customerId", t.esim_profile_id as "esimProfileId", app.platform,
      app.state as "appState", s.model, s.system_version as "systemVersion",
      s.created_at as "createdAt", s.expires_at as "expiresAt"
    from sdk_sessions as s
    join sdk_install_tokens as t
      on t.account_id = s.account_id
      and t.id = s.install_token_id
    join sdk_keys as k
      on k.account_id = s.account_id
      and k.id = s.key_id
    join sdk_apps as app
      on app.account_id = k.account_id
      and app.id = k.app_id
    join accounts as a on a.id = s.account_id
    where s.account_id = ${accountId}
      and s.id = ${id}
      and (k.expires_at is null or k.expires_at > ${realNow})
      and app.removed_at is null`);
}
