import { audit } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { ReadScope, Scope } from '../../platform/db/scope.ts';
import { readClock } from '../../tenancy/accounts/index.ts';
import {
  type Attachment,
  type AttachmentFile,
  MAX_ATTACHMENTS,
  readAttachment,
} from './attachment.ts';
import {
  insertAttachment,
  selectAccountOfAttachment,
  selectAttachment,
  selectAttachments,
} from './attachment-store.ts';
import { authorOf } from './author.ts';
import { lockDeskTicket, lockTicket } from './read-tickets.ts';
import type { Ticket } from './ticket.ts';
import type { TicketSide } from './ticket-side.ts';

export type Upload = { id: string; filename: string; contentType: string; content: string };

/** Attaches a file. Throws `invalid_request`, `ticket_not_found`, `invalid_state`. */
export async function attachFile(scope: Scope, upload: Upload): Promise<Attachment> {
  const file = readAttachment(upload);
  const ticket = await lockTicket(scope, upload.id);
  return attach(scope, { ticket, file, side: 'reseller', at: scope.now });
}

/** Does the same for the platform, on a ticket of any reseller. */
export async function attachFileAsOperator(scope: Scope, upload: Upload): Promise<Attachment> {
  const file = readAttachment(upload);
  const ticket = await lockDeskTicket(scope.db, upload.id);
  const at = await readClock(scope.db, { accountId: ticket.accountId, realNow: scope.now });
  return attach(scope, { ticket, file, side: 'operator', at });
}

/** Returns the file of an attachment. Throws `attachment_not_found`. */
export async function readFile(
  { db, accountId }: Pick<ReadScope, 'db' | 'accountId'>,
  id: string,
): Promise<AttachmentFile> {
  const file = await selectAttachment(db, accountId, id);
  if (!file) throw noAttachment();
  return file;
}

/** Returns the file of an attachment of any reseller. Throws `attachment_not_found`. */
export async function readFileAsOperator(db: Queryable, id: string): Promise<AttachmentFile> {
  const accountId = await selectAccountOfAttachment(db, id);
  if (accountId === undefined) throw noAttachment();
  return readFile({ db, accountId }, id);
}

type NewAttachment = { ticket: Ticket; file: AttachmentFile; side: TicketSide; at: Date };

async function attach(
  scope: Scope,
  { ticket, file, side, at }: NewAttachment,
): Promise<Attachment> {
  const before = await selectAttachments(scope.db, ticket.accountId, ticket.id);
  if (before.length >= MAX_ATTACHMENTS) {
    const detail = `A ticket can have ${MAX_ATTACHMENTS} attachments.`;
    throw new Refusal('invalid_state', detail);
  }
  const { filename, contentType } = file;
  const attachment: Attachment = {
    id: newId(),
    side,
    author: authorOf(scope),
    filename,
    contentType,
    sizeBytes: file.content.length,
    createdAt: at,
  };
  await insertAttachment(scope.db, ticket, { ...attachment, content: file.content });
  audit(scope, {
    action: 'ticket.file_attached',
    target: ticket.id,
    before: null,
    after: { attachmentId: attachment.id, filename, contentType },
  });
  return attachment;
}

function noAttachment(): Refusal {
  return new Refusal('attachment_not_found', 'No attachment has this ID.');
}
