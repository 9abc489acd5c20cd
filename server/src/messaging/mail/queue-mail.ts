import { isEmail } from '../../kernel/email.ts';
import { newId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import { enqueueJob } from '../../platform/jobs/index.ts';
import { composeMail } from './compose-mail.ts';
import { type MailAttachment, type MailDraft, toLine } from './mail.ts';
import { SEND_MAIL_TASK } from './send-mails.ts';
import { insertAttachment, insertMail } from './store.ts';

const CONTENT_TYPE = /^[\w.+-]+\/[\w.+-]+(; ?[\w.+-]+="?[\w.+-]+"?)*$/;

/**
 * Queues a mail, which leaves once the transaction has committed. It refuses nothing: what cannot
 * be sent is kept as failed, with the reason, for a mail never rolls back business.
 */
export async function queueMail(tx: Tx, draft: MailDraft): Promise<void> {
  const { kind, locale, content, organizationId, brand, unsubscribeUrl } = draft;
  const id = newId();
  const refusal = isEmail(draft.to) ? null : 'This is not an email address.';
  const isNew = await insertMail(tx, {
    id,
    organizationId,
    kind,
    onceKey: draft.onceKey ?? null,
    locale,
    isOfSandbox: draft.isOfSandbox ?? false,
    recipient: toLine(draft.to),
    subject: toLine(content.subject),
    ...composeMail(content, locale, { brand, unsubscribeUrl }),
    senderName: brand ? toLine(brand.senderName) : null,
    replyTo: brand?.replyTo ?? null,
    unsubscribeUrl: unsubscribeUrl ?? null,
    refusal,
  });
  if (!isNew) return;

  for (const [index, attachment] of (draft.attachments ?? []).entries()) {
    await insertAttachment(tx, { mailId: id, number: index + 1, ...harmless(attachment) });
  }
  if (!refusal) await enqueueJob(tx, { task: SEND_MAIL_TASK, payload: {} });
}

function harmless({ filename, contentType, content }: MailAttachment): MailAttachment {
  const isType = contentType.length <= 255 && CONTENT_TYPE.test(contentType);
  return {
    filename: toLine(filename.replace(/[/\\]/g, '-')) || 'attachment',
    contentType: isType ? contentType : 'application/octet-stream',
    content,
  };
}
