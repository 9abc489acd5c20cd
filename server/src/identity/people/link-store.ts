import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { SignedUpCompany } from './person-store.ts';

export type LinkKind = 'verify_email' | 'set_password';

/** A further sign-up with an unconfirmed address: what its link sets once it is followed. */
export type SignUpAttempt = { name: string; company: SignedUpCompany | null; passwordHash: string };

/** A link that can still be used; `attempt` is null unless a further sign-up made it. */
export type Link = { personId: string; attempt: SignUpAttempt | null };

type NewLink = { tokenHash: Buffer; kind: LinkKind; personId: string; now: Date; expiresAt: Date };

/** Inserts a link in place of the person's older ones of the kind; those of attempts stay. */
export async function replaceLink(tx: Tx, link: NewLink): Promise<void> {
  await tx.run(sql`
    delete from mailed_links
    where person_id = ${link.personId}
      and kind = ${link.kind}
      and password is null`);
  await insertLink(tx, { ...link, attempt: null });
}

export async function insertLink(
  tx: Tx,
  link: NewLink & { attempt: SignUpAttempt | null },
): Promise<void> {
  const company = link.attempt?.company ? JSON.stringify(link.attempt.company) : null;
  await tx.run(sql`
    insert into mailed_links (token_hash, kind, person_id, created_at, expires_at, name,
      company, password)
    values (${link.tokenHash}, ${link.kind}, ${link.personId}, ${link.now}, ${link.expiresAt},
      ${link.attempt?.name ?? null}, ${company}::jsonb,
      ${link.attempt?.passwordHash ?? null})`);
}

type LinkRow = {
  personId: string;
  name: string | null;
  company: SignedUpCompany | null;
  passwordHash: string | null;
};

/** Returns the link and uses it up; undefined when it is used, too old, or was never there. */
export async function consumeLink(
  tx: Tx,
  link: { tokenHash: Buffer; kind: LinkKind; now: Date },
): Promise<Link | undefined> {
  const row = await tx.row<LinkRow>(sql`
    delete from mailed_links
    where token_hash = ${link.tokenHash}
      and kind = ${link.kind}
      and expires_at > ${link.now}
    returning person_id as "personId", name, company,
      password as "passwordHash"`);
  return row && toLink(row);
}

export async function selectLink(
  db: Queryable,
  link: { tokenHash: Buffer; kind: LinkKind; now: Date },
): Promise<Link | undefined> {
  const row = await db.row<LinkRow>(sql`
    select person_id as "personId", name, company,
      password as "passwordHash"
    from mailed_links
    where token_hash = ${link.tokenHash}
      and kind = ${link.kind}
      and expires_at > ${link.now}`);
  return row && toLink(row);
}

export async function deleteLinks(
  tx: Tx,
  link: { personId: string; kind: LinkKind },
): Promise<void> {
  await tx.run(sql`
    delete from mailed_links
    where person_id = ${link.personId}
      and kind = ${link.kind}`);
}

function toLink({ personId, name, company, passwordHash }: LinkRow): Link {
  const isAttempt = name !== null && passwordHash !== null;
  return { personId, attempt: isAttempt ? { name, company, passwordHash } : null };
}

/** Deletes the links that are too old. */
export async function deleteOldLinks(db: Queryable): Promise<void> {
  await db.run(sql`delete from mailed_links where expires_at < now()`);
}
