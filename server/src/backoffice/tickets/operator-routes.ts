import { Type } from 'typebox';
import { readIdCursor, toCursorPage } from '../../platform/http/paging.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import { cursorPage, cursorQuery, oneOf, RequestId } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { NOBODY } from './assignee.ts';
import { listDeskTickets, readDeskTicket } from './read-tickets.ts';
import { replyAsOperator } from './reply.ts';
import {
  aDeskThread,
  aDeskTicket,
  DeskThreadSchema,
  DeskTicketSchema,
  TicketText,
} from './schemas.ts';
import { showDeskThread, showDeskTicket, TICKET_PRIORITIES, TICKET_STATUSES } from './ticket.ts';
import { addNote, updateDeskTicket } from './update-desk-ticket.ts';

const PATH = '/operator/tickets';
const scope = 'assist';
const tag = 'Operator: tickets';
const params = Type.Object({ id: RequestId });
const answer = DeskThreadSchema;
const refusals = ['ticket_not_found'] as const;

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
          Type.String({
            description: 'Only tickets of this reseller.',
            examples: ['4f1eec1b-61dc-47df-91a6-0123456789ab'],
          }),
        ),
        priority: Type.Optional(
          oneOf(TICKET_PRIORITIES, { description: 'Only tickets with this priority.' }),
        ),
        assignee_id: Type.Optional(
          Type.String({
            description: 'Only tickets of this operator; `none` for unassigned ones.',
            examples: ['019a0b6e-3c1a-7cc3-98c4-dc0c0c07398f'],
          }),
        ),
      }),
      answer: cursorPage('DeskTickets', DeskTicketSchema),
      example: { items: [aDeskTicket], nextCursor: null },
    },
    async ({ db }, { query }) => {
      const { status, priority, organization_id: organizationId, assignee_id, ...paging } = query;
      const { limit, after } = readIdCursor(paging);
      const assigneeId = assignee_id === NOBODY ? null : assignee_id;
      const filter = { status, priority, organizationId, assigneeId };
      const asked = { ...filter, after, limit: limit + 1 };
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
      example: aDeskThread,
      refusals,
    },
    async ({ db }, asked) => showDeskThread(await readDeskTicket(db, asked.params.id)),
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
      example: { ...aDeskThread, status: 'waiting' },
      refusals,
    },
    async (given, asked) =>
      showDeskThread(await replyAsOperator(given, { ...asked.params, ...asked.body })),
  );
  routes.write(
    `POST ${PATH}/:id/notes`,
    {
      id: 'addTicketNote',
      scope,
      tag,
      summary: 'Add an internal note to a ticket',
      description: 'The reseller does not see the note, and nobody is mailed.',
      params,
      body: Type.Object({ text: TicketText }),
      answer,
      example: aDeskThread,
      refusals,
    },
    async (given, asked) =>
      showDeskThread(await addNote(given, { ...asked.params, ...asked.body })),
  );
  routes.write(
    `PUT ${PATH}/:id`,
    {
      id: 'updateTicketAsOperator',
      scope,
      tag,
      summary: "Update a reseller's ticket",
      description: 'Changes the status, the priority and the assignee, whichever you send.',
      params,
      body: Type.Object({
        status: Type.Optional(
          oneOf(TICKET_STATUSES, { description: 'The new status.', examples: ['closed'] }),
        ),
        priority: Type.Optional(
          oneOf(TICKET_PRIORITIES, { description: 'The new priority.', examples: ['high'] }),
        ),
        assigneeId: Type.Optional(
          Type.String({
            description: 'The ID of an operator; `none` unassigns the ticket.',
            examples: ['none'],
          }),
        ),
        expectedStatus: Type.Optional(
          oneOf(TICKET_STATUSES, {
            description: 'The status that you know. If it changed, nothing is done.',
            examples: ['open'],
          }),
        ),
        expectedAssigneeId: Type.Optional(
          Type.String({
            description: 'The assignee that you know, or `none`. If it changed, nothing is done.',
            examples: ['none'],
          }),
        ),
      }),
      answer,
      example: { ...aDeskThread, status: 'closed', priority: 'high' },
      refusals: ['ticket_not_found', 'person_not_found', 'invalid_state'],
    },
    async (given, asked) =>
      showDeskThread(await updateDeskTicket(given, { ...asked.params, ...asked.body })),
  );
}
