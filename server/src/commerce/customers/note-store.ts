import { type Queryable, type Sql, sql, type Tx } from '../../platform/db/database.ts';
import type { ReadScope, Scope } from '../../platform/db/scope.ts';
import type { Note } from './note.ts';

type Account = Pick<Scope, 'db' | 'accountId'>;

const NOTE_COLUMNS: Sql = sql`
  id, customer_id as "customerId", text, author_kind as "authorKind", author_id as "authorId",
  author_name as "authorName", created_at as "createdAt", updated_at as "updatedAt"`;

export async function insertNote(tx: Tx, accountId: string, note: Note): Promise<void> {
  await tx.run(sql`
    insert into customer_notes (account_id, id, customer_id, text, author_kind, author_id,
      author_name, created_at, updated_at)
    values (${accountId}, ${note.id}, ${note.customerId}, ${note.text}, ${note.authorKind},
      ${note.authorId}, ${note.authorName}, ${note.createdAt}, ${note.updatedAt})`);
}

/** Returns undefined if the customer has no such note. */
export function updateNoteText(
  { db, accountId, now }: Pick<Scope, 'db' | 'accountId' | 'now'>,
  of: { customerId: string; id: string; text: string },
): Promise<Note | undefined> {
  return db.row<Note>(sql`
    update customer_notes
    set text = ${of.text}, updated_at = ${now}
    where account_id = ${accountId}
      and customer_id = ${of.customerId}
      and id = ${of.id}
    returning ${NOTE_COLUMNS}`);
}

/** Returns false if the customer has no such note. */
export async function deleteNoteRow(
  { db, accountId }: Account,
  of: { customerId: string; id: string },
): Promise<boolean> {
  const deleted = await db.run(sql`
    delete from customer_notes
    where account_id = ${accountId}
      and customer_id = ${of.customerId}
      and id = ${of.id}`);
  return deleted === 1;
}

/** Returns the notes about a customer, the newest first. */
export function readNotesOf(
  { db, accountId }: Pick<ReadScope, 'db' | 'accountId'>,
  customerId: string,
): Promise<Note[]> {
  return db.rows<Note>(sql`
    select ${NOTE_COLUMNS}
    from customer_notes
    where account_id = ${accountId}
      and customer_id = ${customerId}
    order by id desc`);
}

/** Deletes what was written about a customer: its notes and tags. */
export async function eraseNotesAndTags({ db, accountId }: Account, customerId: string) {
  await db.run(sql`
    delete from customer_notes
    where account_id = ${accountId} and customer_id = ${customerId}`);
  await db.run(sql`
    delete from customer_tags
    where account_id = ${accountId} and customer_id = ${customerId}`);
}

/** Deletes every note of a sandbox account, as a part of its reset. */
export async function resetNotes({ db, accountId }: Account): Promise<void> {
  await db.run(sql`delete from customer_notes where account_id = ${accountId}`);
}

/** Returns the tags of each of these customers, sorted. */
export async function readTagsOf(
  { db, accountId }: { db: Queryable; accountId: string },
  customerIds: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await db.rows<{ customerId: string; tags: string[] }>(sql`
    select customer_id as "customerId", array_agg(tag order by tag) as tags
    from customer_tags
    where account_id = ${accountId}
      and customer_id = any(${[...customerIds]}::uuid[])
    group by customer_id`);
  return new Map(rows.map(({ customerId, tags }) => [customerId, tags]));
}

/** Replaces the tags of a customer. */
export async function replaceTags(
  { db, accountId }: Account,
  { customerId, tags }: { customerId: string; tags: readonly string[] },
): Promise<void> {
  await db.run(sql`
    delete from customer_tags
    where account_id = ${accountId} and customer_id = ${customerId}`);
  await db.run(sql`
    insert into customer_tags (account_id, customer_id, tag)
    select ${accountId}, ${customerId}, tag
    from unnest(${[...tags]}::text[]) as tag`);
}

/** Deletes every tag of a sandbox account, as a part of its reset. */
export async function resetTags({ db, accountId }: Account): Promise<void> {
  await db.run(sql`delete from customer_tags where account_id = ${accountId}`);
}
