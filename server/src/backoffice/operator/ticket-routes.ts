import { Type } from 'typebox';
import { operation } from '../../platform/http/operation.ts';
import { readIdCursor, toCursorPage } from '../../platform/http/paging.ts';
import { cursorPage, cursorQuery, oneOf, RequestId } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { write } from '../../platform/http/write.ts';
import {
  aTicket,
  aTicketSummary,
  type DeskTicket,
  DeskTicketSchema,
  listDeskTickets,
  readDeskTicket,
  replyAsOperator,
  setStatusAsOperator,
  showThread,
  showTicket,
  TICKET_STATUSES,
  TicketSchema,
  TicketText,
} from '../tickets/index.ts';
import type { OperatorParts } from './parts.ts';

const PATH = '/operator/tickets';
const PLACE = {
  tag: 'Operator: tickets',
  params: Type.Object({ id: RequestId }),
  answer: TicketSchema,
  refusals: ['ticket_not_found'],
} as const;
const aDeskTicket = {
  ...aTicketSummary,
  accountId: aTicketSummary.id,
  mode: 'live',
  organizationId: aTicketSummary.id,
  organizationName: 'Acme Travel',
};

/** What resellers ask, and the answers. */
export function registerDeskRoutes(app: App, parts: OperatorParts): void {
  registerReading(app, parts);
  registerAnswers(app, parts);
}

function registerReading(app: App, { db }: OperatorParts): void {
  app.get(
    PATH,
    {
      config: { scope: 'assist' },
      schema: operation({
        id: 'listTicketsAsOperator',
        tag: PLACE.tag,
        summary: 'List the tickets of all resellers',
        description: 'The newest first; `status=open` are those that wait for an answer.',
        querystring: Type.Object({
          ...cursorQuery,
          status: Type.Optional(oneOf(TICKET_STATUSES)),
          organization_id: Type.Optional(Type.String({ description: 'Only of this reseller.' })),
        }),
        answer: cursorPage('DeskTickets', DeskTicketSchema),
        example: { items: [aDeskTicket], nextCursor: null },
      }),
    },
    async ({ query }) => {
      const { status, organization_id: organizationId, ...paging } = query;
      const { limit, after } = readIdCursor(paging);
      const asked = { status, organizationId, after, limit: limit + 1 };
      const page = toCursorPage(await listDeskTickets(db, asked), limit, ({ id }) => [id]);
      return { ...page, items: page.items.map(showDeskTicket) };
    },
  );
  app.get(
    `${PATH}/:id`,
    {
      config: { scope: 'assist' },
      schema: operation({
        ...PLACE,
        id: 'getTicketAsOperator',
        summary: 'Read a ticket of any reseller',
        example: aTicket,
      }),
    },
    async ({ params }) => showThread(await readDeskTicket(db, params.id)),
  );
}

function showDeskTicket(ticket: DeskTicket) {
  const { accountId, mode, organizationId, organizationName } = ticket;
  return { ...showTicket(ticket), accountId, mode, organizationId, organizationName };
}

function registerAnswers(app: App, parts: OperatorParts): void {
  app.post(
    `${PATH}/:id/replies`,
    {
      config: { scope: 'assist' },
      schema: operation({
        ...PLACE,
        id: 'answerTicket',
        summary: 'Answer a ticket',
        description: 'The reseller gets the answer by e-mail, and the ticket waits for it.',
        body: Type.Object({ text: TicketText }),
        example: { ...aTicket, status: 'waiting' },
      }),
    },
    (request, reply) =>
      write(parts, reply, async (scope) =>
        showThread(await replyAsOperator(scope, { ...request.params, ...request.body })),
      ),
  );
  app.put(
    `${PATH}/:id`,
    {
      config: { scope: 'assist' },
      schema: operation({
        ...PLACE,
        id: 'updateTicketAsOperator',
        summary: 'Set the status of a ticket',
        body: Type.Object({ status: oneOf(TICKET_STATUSES, { examples: ['closed'] }) }),
        example: { ...aTicket, status: 'closed' },
      }),
    },
    (request, reply) =>
      write(parts, reply, async (scope) =>
        showThread(await setStatusAsOperator(scope, { ...request.params, ...request.body })),
      ),
  );
}
