import type { Step } from './postman.ts';

const FOLDER = 'Tickets';
const path = { id: '{{ticketId}}' };

/** Tickets to the platform about a package that was sold before. */
export const TICKETS_JOURNEY: readonly Step[] = [
  {
    folder: FOLDER,
    operation: 'POST /gigastore/tickets',
    body: {
      subject: 'Refund of a package from stock',
      text: 'Please refund this package; the traveller never left.',
      activatedItemUid: '{{activatedItemUid}}',
    },
    saves: { ticketId: 'body.id' },
  },
  { folder: FOLDER, operation: 'GET /gigastore/tickets', query: { status: 'open' } },
  { folder: FOLDER, operation: 'GET /gigastore/tickets/{id}', path },
  {
    folder: FOLDER,
    operation: 'POST /gigastore/tickets/{id}/replies',
    path,
    body: { text: 'It is order-1001.' },
  },
  {
    folder: FOLDER,
    operation: 'POST /gigastore/tickets/{id}/attachments',
    path,
    body: {
      filename: 'order-1001.txt',
      contentType: 'text/plain',
      content: 'T3JkZXIgMTAwMQ==',
    },
    saves: { attachmentId: 'body.id' },
  },
  {
    folder: FOLDER,
    operation: 'GET /gigastore/tickets/attachments/{id}',
    path: { id: '{{attachmentId}}' },
  },
  { folder: FOLDER, operation: 'PUT /gigastore/tickets/{id}', path, body: { status: 'closed' } },
];
