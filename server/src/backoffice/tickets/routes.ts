import { Type } from 'typebox';
import { wantedLocale } from '../../kernel/accept.ts';
import type { RateLimit } from '../../kernel/token-bucket.ts';
import { readIdCursor, toCursorPage } from '../../platform/http/paging.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import {
  cursorPage,
  cursorQuery,
  described,
  IccidInput,
  oneOf,
  RequestId,
} from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import type { Limits, VisitLimiter } from '../../platform/limits/limits.ts';
import { NOBODY } from './assignee.ts';
import { registerAttachmentRoutes } from './attachment-routes.ts';
import { registerCannedAnswerRoutes } from './canned-answer-routes.ts';
import { registerDeskReportRoutes } from './desk-report-routes.ts';
import { openTicket } from './open-ticket.ts';
import { registerOperatorTicketRoutes } from './operator-routes.ts';
import { listTickets, readTicket } from './read-tickets.ts';
import { replyAsReseller } from './reply.ts';
import { aTicket, aTicketSummary, TicketSchema, TicketSummary, TicketText } from './schemas.ts';
import { showThread, showTicket, TICKET_PRIORITIES, TICKET_STATUSES } from './ticket.ts';
import { updateTicket } from './update-ticket.ts';

const PATH = '/gigastore/tickets';
/** Everybody whose role allows more than reading can write to the platform. */
const WRITES = ['sell', 'refund', 'manage', 'billing'] as const;
const tag = 'Tickets';
/** Each ticket and each reply is mailed to all operators. */
const MAIL_LIMIT: RateLimit = { perSecond: 1 / 60, burst: 30 };
const LIMITED = 'A company can send 30 tickets and replies at once, and then one a minute.';
const params = Type.Object({ id: RequestId });
const answer = TicketSchema;
const refusals = ['ticket_not_found'] as const;

type TicketParts = WriteParts & { limits: Limits };

/** Tickets: questions of a reseller to the platform, with the replies of both sides. */
export function registerTicketRoutes(app: App, parts: TicketParts): void {
  const routes = routesOf(app, parts);
  const limit = parts.limits.visits('tickets.mails', MAIL_LIMIT);
  declareReading(routes);
  declareCreation(routes, limit);
  declareChanges(routes, limit);
  registerOperatorTicketRoutes(app, parts);
  registerAttachmentRoutes(app, parts);
  registerCannedAnswerRoutes(app, parts);
  registerDeskReportRoutes(app, parts);
}

function declareReading(routes: Routes): void {
  routes.read(
    PATH,
    {
      id: 'listTickets',
      scope: 'read',
      tag,
      summary: 'List tickets',
      description: 'Newest first, without their messages.',
      querystring: Type.Object({
        ...cursorQuery,
        status: Type.Optional(
          oneOf(TICKET_STATUSES, { description: 'Only tickets with this status.' }),
        ),
        assignee_id: Type.Optional(
          Type.String({
            description: 'Only tickets of this member of your team; `none` for unassigned ones.',
            examples: ['none'],
          }),
        ),
      }),
      answer: cursorPage('Tickets', TicketSummary),
      example: { items: [aTicketSummary], nextCursor: null },
    },
    async (scope, { query: { status, assignee_id: assignee, ...paging } }) => {
      const { limit, after } = readIdCursor(paging);
      const assigneeId = assignee === NOBODY ? null : assignee;
      const asked = { status, assigneeId, after, limit: limit + 1 };
      const page = toCursorPage(await listTickets(scope, asked), limit, ({ id }) => [id]);
      return { ...page, items: page.items.map(showTicket) };
    },
  );
  routes.read(
    `${PATH}/:id`,
    {
      id: 'getTicket',
      scope: 'read',
      tag,
      summary: 'Retrieve a ticket',
      description: 'Returns the ticket with its messages and attachments, oldest first.',
      params,
      answer,
      example: aTicket,
      refusals,
    },
    async (scope, asked) => showThread(await readTicket(scope, asked.params.id)),
  );
}

function declareCreation(routes: Routes, limit: VisitLimiter): void {
  routes.write(
    `POST ${PATH}`,
    {
      id: 'createTicket',
      scope: WRITES,
      tag,
      summary: 'Create a ticket',
      description:
        'Asks the platform a question. A package or eSIM that you name must belong to this ' +
        'account. The platform replies in the ticket and by email, in English or German: the ' +
        `language of \`Accept-Language\`, or else of your organization. ${LIMITED}`,
      body: Type.Object({
        subject: Type.String({
          minLength: 1,
          maxLength: 255,
          description: 'What the ticket is about.',
          examples: ['Refund of a package from stock'],
        }),
        text: TicketText,
        priority: Type.Optional(
          oneOf(TICKET_PRIORITIES, {
            description: 'How urgent the question is. Default `normal`.',
            examples: ['normal'],
          }),
        ),
        activatedItemUid: Type.Optional(
          described(RequestId, 'The ID of the package that the ticket is about.'),
        ),
        iccid: Type.Optional(IccidInput),
      }),
      answer,
      example: aTicket,
      refusals: ['invalid_request', 'activated_item_not_found', 'esim_profile_not_found'],
    },
    async (scope, { body, request }) => {
      await limit(scope.organizationId);
      const locale = wantedLocale(request.headers);
      return showThread(await openTicket(scope, { ...body, locale }));
    },
  );
}

function declareChanges(routes: Routes, limit: VisitLimiter): void {
  routes.write(
    `PUT ${PATH}/:id`,
    {
      id: 'updateTicket',
      scope: WRITES,
      tag,
      summary: 'Update a ticket',
      description:
        'Closes or reopens the ticket, or assigns it to a member of your team, whichever you ' +
        "send. The assignee gets the mails about the platform's replies in place of the author.",
      params,
      body: Type.Object({
        status: Type.Optional(
          oneOf(['open', 'closed'], { description: 'The new status.', examples: ['closed'] }),
        ),
        assigneeId: Type.Optional(
          Type.String({
            description: 'The ID of a member of your team; `none` unassigns the ticket.',
            examples: ['none'],
          }),
        ),
      }),
      answer,
      example: { ...aTicket, status: 'closed' },
      refusals: ['ticket_not_found', 'person_not_found'],
    },
    async (scope, asked) =>
      showThread(await updateTicket(scope, { ...asked.params, ...asked.body })),
  );
  routes.write(
    `POST ${PATH}/:id/replies`,
    {
      id: 'replyToTicket',
      scope: WRITES,
      tag,
      summary: 'Reply to a ticket',
      description: `Mails the reply to the platform. A closed ticket is open again. ${LIMITED}`,
      params,
      body: Type.Object({ text: TicketText }),
      answer,
      example: aTicket,
      refusals,
    },
    async (scope, asked) => {
      await limit(scope.organizationId);
      return showThread(await replyAsReseller(scope, { ...asked.params, ...asked.body }));
    },
  );
}
