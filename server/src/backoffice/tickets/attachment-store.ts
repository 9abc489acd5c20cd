import { isUuid } from '../../kernel/ids.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { Attachment, AttachmentFile } from './attachment.ts';
import type { Ticket } from './ticket.ts';

export async function insertAttachment(
  tx: Tx,
  { accountId, id: ticketId }: Pick<Ticket, 'accountId' | 'id'>,
  attachment: Attachment & AttachmentFile,
): Promise<void> {
  await tx.run(sql`
    insert into ticket_attachments
      (account_id, id, ticket_id, side, author, filename, content_type, content, created_at)
    values (${accountId}, ${attachment.id}, ${ticketId}, ${attachment.side},
      ${attachment.author}, ${attachment.filename}, ${attachment.contentType},
      ${attachment.content}, ${attachment.createdAt})`);
}

/** Returns the attachments of a ticket without their content, oldest first. */
export function selectAttachments(db: Queryable, accountId: string, ticketId: string) {
  return db.rows<Attachment>(sql`
    select id, side, author, filename, content_type as "contentType",
      length(content) as "sizeBytes", created_at as "createdAt"
    from ticket_attachments
    where account_id = ${accountId}
      and ticket_id = ${ticketId}
    order by id`);
}

export async function selectAttachment(
  db: Queryable,
  accountId: string,
  id: string,
): Promise<AttachmentFile | undefined> {
  if (!isUuid(id)) return undefined;
  return db.row<AttachmentFile>(sql`
    select filename, content_type as "contentType", content
    from ticket_attachments
    where account_id = ${accountId}
      and id = ${id}`);
}

/** Returns the account whose ticket an attachment belongs to. */
export async function selectAccountOfAttachment(
  db: Queryable,
  id: string,
): Promise<string | undefined> {
  if (!isUuid(id)) return undefined;
  const row = await db.row<{ accountId: string }>(sql`
    select account_id as "accountId"
    from ticket_attachments
    where id = ${id}`);
  return row?.accountId;
}
