import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';

export type LinkKind = 'verify_email' | 'set_password';

/** A new link of a kind takes the place of the person's older ones. */
export async function replaceLink(
  tx: Tx,
  link: { tokenHash: Buffer; kind: LinkKind; personId: string; now: Date; expiresAt: Date },
): Promise<void> {
  await tx.run(sql`
    delete from mailed_links
    where person_id = ${link.personId}
      and kind = ${link.kind}`);
  await tx.run(sql`
    insert into mailed_links (token_hash, kind, person_id, created_at, expires_at)
    values (${link.tokenHash}, ${link.kind}, ${link.personId}, ${link.now}, ${link.expiresAt})`);
}

/** Whose link it is; undefined when it is used, over, or was never there. */
export async function consumeLink(
  tx: Tx,
  link: { tokenHash: Buffer; kind: LinkKind; now: Date },
): Promise<string | undefined> {
  const row = await tx.row<{ personId: string }>(sql`
    delete from mailed_links
    where token_hash = ${link.tokenHash}
      and kind = ${link.kind}
      and expires_at > ${link.now}
    returning person_id as "personId"`);
  return row?.personId;
}

export async function selectLink(
  db: Queryable,
  link: { tokenHash: Buffer; kind: LinkKind; now: Date },
): Promise<string | undefined> {
  const row = await db.row<{ personId: string }>(sql`
    select person_id as "personId"
    from mailed_links
    where token_hash = ${link.tokenHash}
      and kind = ${link.kind}
      and expires_at > ${link.now}`);
  return row?.personId;
}
