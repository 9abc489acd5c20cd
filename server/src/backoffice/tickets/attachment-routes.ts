import { Type } from 'typebox';
import { attachmentNamed } from '../../platform/http/attachment-answer.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import { RequestId } from '../../platform/http/schemas.ts';
import type { App, Reply } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { attachFile, attachFileAsOperator, readFile, readFileAsOperator } from './attach-file.ts';
import { type AttachmentFile, MAX_ATTACHMENTS, showAttachment } from './attachment.ts';
import { AttachmentInput, AttachmentSchema, anAttachment } from './schemas.ts';

/** Base64 takes four bytes for three. */
const MAX_UPLOAD_BYTES = 4_400_000;
const WRITES = ['sell', 'refund', 'manage', 'billing'] as const;
const params = Type.Object({ id: RequestId });
const UPLOAD = {
  summary: 'Add an attachment to a ticket',
  description:
    'Takes PDF, PNG, JPEG and GIF files, plain text and CSV of at most 3 MiB each. A ticket has ' +
    `at most ${MAX_ATTACHMENTS} attachments.`,
  params,
  body: AttachmentInput,
  maxBodyBytes: MAX_UPLOAD_BYTES,
  answer: AttachmentSchema,
  example: anAttachment,
  refusals: ['invalid_request', 'ticket_not_found', 'invalid_state'],
} as const;
const DOWNLOAD = {
  summary: 'Download an attachment',
  description: 'Returns the file with `Content-Disposition: attachment`.',
  params,
  status: 200,
  alsoAnswers: {
    '200 application/octet-stream': { description: 'The file.', schema: Type.String() },
  },
  refusals: ['attachment_not_found'],
} as const;

/** Files on tickets, of both sides. */
export function registerAttachmentRoutes(app: App, parts: WriteParts): void {
  const routes = routesOf(app, parts);
  declareOfReseller(routes);
  declareOfOperator(routes);
}

function declareOfReseller(routes: Routes): void {
  routes.write(
    'POST /gigastore/tickets/:id/attachments',
    { ...UPLOAD, id: 'addTicketAttachment', scope: WRITES, tag: 'Tickets' },
    async (scope, { params: { id }, body }) =>
      showAttachment(await attachFile(scope, { id, ...body })),
  );
  routes.read(
    '/gigastore/tickets/attachments/:id',
    { ...DOWNLOAD, id: 'downloadTicketAttachment', scope: 'read', tag: 'Tickets' },
    async (scope, asked) => sendFile(asked.reply, await readFile(scope, asked.params.id)),
  );
}

function declareOfOperator(routes: Routes): void {
  routes.write(
    'POST /operator/tickets/:id/attachments',
    {
      ...UPLOAD,
      id: 'addTicketAttachmentAsOperator',
      scope: 'assist',
      tag: 'Operator: tickets',
      summary: "Add an attachment to a reseller's ticket",
    },
    async (scope, { params: { id }, body }) =>
      showAttachment(await attachFileAsOperator(scope, { id, ...body })),
  );
  routes.read(
    '/operator/tickets/attachments/:id',
    {
      ...DOWNLOAD,
      id: 'downloadTicketAttachmentAsOperator',
      scope: 'assist',
      tag: 'Operator: tickets',
      summary: "Download an attachment of a reseller's ticket",
    },
    async ({ db }, asked) => sendFile(asked.reply, await readFileAsOperator(db, asked.params.id)),
  );
}

/** Sends a file as a download that no browser shows or runs. */
function sendFile(reply: Reply, { filename, content }: AttachmentFile): Reply {
  return reply
    .header('Content-Type', 'application/octet-stream')
    .header('Content-Disposition', attachmentNamed(filename))
    .header('X-Content-Type-Options', 'nosniff')
    .header('Content-Security-Policy', "sandbox; default-src 'none'")
    .header('Cache-Control', 'private, no-store')
    .send(content);
}
