import type { OfAccount } from '../../kernel/ids.ts';
import { sql, type Tx } from '../../platform/db/database.ts';

type InstallToken = OfAccount & {
  customerId: string;
  esimProfileId: string | null;
  createdAt: Date;
  expiresAt: Date;
};

export async function insertInstallToken(tx: Tx, token: InstallToken): Promise<void> {
  await tx.run(sql`
    insert into sdk_install_tokens (account_id, id, customer_id, esim_profile_id, created_at,
      expires_at)
    values (${token.accountId}, ${token.id}, ${token.customerId}, ${token.esimProfileId},
      ${token.createdAt}, ${token.expiresAt})`);
}

/**
 * Lets an installation of an app use a token. The first one has it; returns false for another one,
 * and for a token that has expired or does not exist.
 */
export async function claimInstallToken(
  tx: Tx,
  { accountId, id, ...by }: OfAccount & { installationId: string; realNow: Date },
): Promise<boolean> {
  const claimed = await tx.run(sql`
    update sdk_install_tokens
    set installation_id = ${by.installationId}
    where account_id = ${accountId}
      and id = ${id}
      and expires_at > ${by.realNow}
      and (installation_id is null or installation_id = ${by.installationId})`);
  return claimed === 1;
}

/** Deletes the account's tokens that expired before a time, with their sessions. */
export async function deleteOldTokens(
  tx: Tx,
  { accountId, expiredBefore }: { accountId: string; expiredBefore: Date },
): Promise<void> {
  await tx.run(sql`
    delete from sdk_install_tokens
    where account_id = ${accountId}
      and id in (
        select id
        from sdk_install_tokens
        where account_id = ${accountId}
          and expires_at < ${expiredBefore}
        order by expires_at
        limit 100
        for update skip locked
      )`);
}

/** Deletes the install tokens of a customer, with their sessions, which name the phones. */
export async function eraseInstallTokensOf(
  { db, accountId }: { db: Tx; accountId: string },
  customerId: string,
): Promise<void> {
  await db.run(sql`
    delete from sdk_install_tokens
    where account_id = ${accountId}
      and customer_id = ${customerId}`);
}
