import { type Queryable, sql } from '../../../platform/db/database.ts';

/** What rests encrypted of an endpoint. */
export type KeptSecrets = {
  accountId: string;
  event: string;
  secretEncrypted: Buffer;
  previousSecretEncrypted: Buffer | null;
};

/** Returns the encrypted secrets of the endpoints that follow one, of all accounts. */
export function selectSecrets(
  db: Queryable,
  { after, limit }: { after: KeptSecrets | undefined; limit: number },
): Promise<KeptSecrets[]> {
  return db.rows<KeptSecrets>(sql`
    select account_id as "accountId", event, secret_encrypted as "secretEncrypted",
      previous_secret_encrypted as "previousSecretEncrypted"
    from webhook_endpoints
    where ${after?.accountId ?? null}::uuid is null
      or (account_id, event) > (${after?.accountId ?? null}::uuid, ${after?.event ?? null}::text)
    order by account_id, event
    limit ${limit}`);
}

/** Replaces the encrypted secrets, unless they were rotated meanwhile. */
export async function updateSecrets(
  db: Queryable,
  kept: KeptSecrets & { renewed: Omit<KeptSecrets, 'accountId' | 'event'> },
): Promise<void> {
  await db.run(sql`
    update webhook_endpoints
    set
      secret_encrypted = ${kept.renewed.secretEncrypted},
      previous_secret_encrypted = ${kept.renewed.previousSecretEncrypted}
    where account_id = ${kept.accountId}
      and event = ${kept.event}
      and secret_encrypted = ${kept.secretEncrypted}`);
}

/** Returns the encrypted secrets that sign the deliveries of an endpoint now; none without it. */
export async function selectSigningSecrets(
  db: Queryable,
  { accountId, event }: { accountId: string; event: string },
): Promise<Buffer[]> {
  const row = await db.row<{ current: Buffer; previous: Buffer | null }>(sql`
    select secret_encrypted as current,
      case when previous_secret_until > now() then previous_secret_encrypted end as previous
    from webhook_endpoints
    where account_id = ${accountId}
      and event = ${event}`);
  if (!row) return [];
  return row.previous ? [row.current, row.previous] : [row.current];
}
