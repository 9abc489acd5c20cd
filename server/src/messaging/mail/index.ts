export { readMailBacklog } from './backlog-store.ts';
/** @public Mails do not use it yet. */
export { brandOfMails } from './brand-of-mails.ts';
export { composeMail } from './compose-mail.ts';
export { eraseOldMails } from './erase-mails.ts';
export type { MailContent, MailDraft } from './mail.ts';
export { createPost, type Post } from './post.ts';
export { queueMail } from './queue-mail.ts';
export { selectMailsOf as readMailsOf } from './reading-store.ts';
export { registerMailbox } from './routes.ts';
export { createMailTask, SEND_MAIL_TASK } from './send-mails.ts';
export { eraseMailsByKey } from './store.ts';
