import { Type } from 'typebox';
import { wantedLocale } from '../../kernel/accept.ts';
import { operation } from '../../platform/http/operation.ts';
import { readIdCursor, toCursorPage } from '../../platform/http/paging.ts';
import { cursorPage, cursorQuery, oneOf, RequestId } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { type WriteParts, write } from '../../platform/http/write.ts';
import { openTicket } from './open-ticket.ts';
import { readTicket } from './read-tickets.ts';
import { replyAsReseller } from './reply.ts';
import { aTicket, aTicketSummary, TicketSchema, TicketSummary, TicketText } from './schemas.ts';
import { setStatus } from './set-status.ts';
import { selectTickets } from './store.ts';
import { showThread, showTicket, TICKET_STATUSES } from './ticket.ts';

export type TicketParts = WriteParts;

/** Whoever does more than read may ask the platform for something. */
const WRITES = ['sell', 'refund', 'manage', 'billing'] as const;
const TAG = 'Tickets';
const PLACE = { params: Type.Object({ id: RequestId }), refusals: ['ticket_not_found'] } as const;

/** Asking the platform for something, and its answers. */
export function registerTicketRoutes(app: App, parts: TicketParts): void {
  registerList(app, parts);
  registerOpening(app, parts);
  registerTicket(app, parts);
  registerReplies(app, parts);
}

function registerList(app: App, { db }: TicketParts): void {
  app.get(
    '/gigastore/tickets',
    {
      config: { scope: 'read' },
      schema: operation({
        id: 'listTickets',
        tag: TAG,
        summary: 'List the tickets of the account',
        description: 'The newest first, without their messages.',
        querystring: Type.Object({
          ...cursorQuery,
          status: Type.Optional(oneOf(TICKET_STATUSES)),
        }),
        answer: cursorPage('Tickets', TicketSummary),
        example: { items: [aTicketSummary], nextCursor: null },
      }),
    },
    async ({ context, query }) => {
      const { status, ...paging } = query;
      const { limit, after } = readIdCursor(paging);
      const asked = { status, after, limit: limit + 1 };
      const tickets = await selectTickets(db, context.accountId, asked);
      const page = toCursorPage(tickets, limit, ({ id }) => [id]);
      return { ...page, items: page.items.map(showTicket) };
    },
  );
}

function registerOpening(app: App, parts: TicketParts): void {
  app.post(
    '/gigastore/tickets',
    {
      config: { scope: WRITES },
      schema: operation({
        id: 'openTicket',
        tag: TAG,
        summary: 'Ask the platform for something',
        description:
          'A package or an eSIM that is named must be of this account. The platform answers in ' +
          'the ticket and by e-mail, in English or German: as `Accept-Language` says, or else ' +
          'the organization.',
        body: Type.Object({
          subject: Type.String({
            minLength: 1,
            maxLength: 255,
            examples: ['Refund of a package from stock'],
          }),
          text: TicketText,
          activatedItemUid: Type.Optional(RequestId),
          iccid: Type.Optional(Type.String({ examples: ['8997212330099184896'] })),
        }),
        answer: TicketSchema,
        example: aTicket,
        refusals: ['invalid_request', 'activated_item_not_found', 'esim_profile_not_found'],
      }),
    },
    (request, reply) => {
      const locale = wantedLocale(request.headers);
      return write(parts, reply, async (scope) =>
        showThread(await openTicket(scope, { ...request.body, locale })),
      );
    },
  );
}

function registerTicket(app: App, parts: TicketParts): void {
  app.get(
    '/gigastore/tickets/:id',
    {
      config: { scope: 'read' },
      schema: operation({
        ...PLACE,
        id: 'getTicket',
        tag: TAG,
        summary: 'Read a ticket with its messages',
        answer: TicketSchema,
        example: aTicket,
      }),
    },
    async ({ context, params }) =>
      showThread(await readTicket({ db: parts.db, accountId: context.accountId }, params.id)),
  );
  app.put(
    '/gigastore/tickets/:id',
    {
      config: { scope: WRITES },
      schema: operation({
        ...PLACE,
        id: 'updateTicket',
        tag: TAG,
        summary: 'Close a ticket, or open it again',
        body: Type.Object({ status: oneOf(['open', 'closed']) }),
        answer: TicketSchema,
        example: { ...aTicket, status: 'closed' },
      }),
    },
    (request, reply) =>
      write(parts, reply, async (scope) =>
        showThread(await setStatus(scope, { ...request.params, ...request.body })),
      ),
  );
}

function registerReplies(app: App, parts: TicketParts): void {
  app.post(
    '/gigastore/tickets/:id/replies',
    {
      config: { scope: WRITES },
      schema: operation({
        ...PLACE,
        id: 'replyToTicket',
        tag: TAG,
        summary: 'Write in a ticket',
        description: 'A closed one is open again.',
        body: Type.Object({ text: TicketText }),
        answer: TicketSchema,
        example: aTicket,
      }),
    },
    (request, reply) =>
      write(parts, reply, async (scope) =>
        showThread(await replyAsReseller(scope, { ...request.params, ...request.body })),
      ),
  );
}
