import { Type } from 'typebox';
import { readIdCursor, toCursorPage } from '../../platform/http/paging.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import { cursorPage, cursorQuery, oneOf, RequestId } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { listDeskTickets, readDeskTicket } from './read-tickets.ts';
import { replyAsOperator } from './reply.ts';
import { aTicket, aTicketSummary, DeskTicketSchema, TicketSchema, TicketText } from './schemas.ts';
import { setStatusAsOperator } from './set-status.ts';
import { showDeskTicket, showThread, TICKET_STATUSES } from './ticket.ts';

const PATH = '/operator/tickets';
const scope = 'assist';
const tag = 'Operator: tickets';
const params = Type.Object({ id: RequestId });
const answer = TicketSchema;
const refusals = ['ticket_not_found'] as const;
const aDeskTicket = {
  ...aTicketSummary,
  accountId: aTicketSummary.id,
  mode: 'live',
  organizationId: aTicketSummary.id,
  organizationName: 'Acme Travel',
};

/** The tickets of all resellers, for the platform's people. */
export function registerOperatorTicketRoutes(app: App, parts: WriteParts): void {
  const routes = routesOf(app, parts);
  declareReading(routes);
  declareChanges(routes);
}

function declareReading(routes: Routes): void {
  routes.read(
    PATH,
    {
      id: 'listTicketsAsOperator',
      scope,
      tag,
      summary: "List resellers' tickets",
      description: 'Newest first. Those with `status=open` wait for your answer.',
      querystring: Type.Object({
        ...cursorQuery,
        status: Type.Optional(
          oneOf(TICKET_STATUSES, { description: 'Only tickets with this status.' }),
        ),
        organization_id: Type.Optional(
          Type.String({ description: 'Only tickets of this reseller.' }),
        ),
      }),
      answer: cursorPage('DeskTickets', DeskTicketSchema),
      example: { items: [aDeskTicket], nextCursor: null },
    },
    async ({ db }, { query: { status, organization_id: organizationId, ...paging } }) => {
      const { limit, after } = readIdCursor(paging);
      const asked = { status, organizationId, after, limit: limit + 1 };
      const page = toCursorPage(await listDeskTickets(db, asked), limit, ({ id }) => [id]);
      return { ...page, items: page.items.map(showDeskTicket) };
    },
  );
  routes.read(
    `${PATH}/:id`,
    {
      id: 'getTicketAsOperator',
      scope,
      tag,
      summary: "Retrieve a reseller's ticket",
      description: 'Returns a ticket of any reseller with its messages.',
      params,
      answer,
      example: aTicket,
      refusals,
    },
    async ({ db }, asked) => showThread(await readDeskTicket(db, asked.params.id)),
  );
}

function declareChanges(routes: Routes): void {
  routes.write(
    `POST ${PATH}/:id/replies`,
    {
      id: 'replyToTicketAsOperator',
      scope,
      tag,
      summary: "Reply to a reseller's ticket",
      description: 'Mails the reply to the reseller. The ticket then waits for the reseller.',
      params,
      body: Type.Object({ text: TicketText }),
      answer,
      example: { ...aTicket, status: 'waiting' },
      refusals,
    },
    async (given, asked) =>
      showThread(await replyAsOperator(given, { ...asked.params, ...asked.body })),
  );
  routes.write(
    `PUT ${PATH}/:id`,
    {
      id: 'updateTicketAsOperator',
      scope,
      tag,
      summary: "Update a reseller's ticket",
      description: 'Sets the status of the ticket.',
      params,
      body: Type.Object({
        status: oneOf(TICKET_STATUSES, { description: 'The new status.', examples: ['closed'] }),
      }),
      answer,
      example: { ...aTicket, status: 'closed' },
      refusals,
    },
    async (given, asked) =>
      showThread(await setStatusAsOperator(given, { ...asked.params, ...asked.body })),
  );
}
