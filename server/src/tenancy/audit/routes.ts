import { Type } from 'typebox';
import { parseTimeRange } from '../../kernel/time-range.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { CSV_ANSWER, csvQuery, sendCsvPage, wantsCsv } from '../../platform/http/csv-answer.ts';
import { operation } from '../../platform/http/operation.ts';
import { readCursor, toCursorPage } from '../../platform/http/paging.ts';
import {
  answer,
  cursorPage,
  cursorQuery,
  DateOrTime,
  Id,
  nullable,
  oneOf,
  Timestamp,
} from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { ACTOR_KINDS, showAuditEntry, toAuditCsv } from './audit-entry.ts';
import { listEntries } from './list-entries.ts';

const PATH = '/gigastore/audit-log';

const Fields = nullable(Type.Object({}, { additionalProperties: true }));
export const AuditEntrySchema = answer('AuditEntry', {
  id: Id,
  at: Timestamp,
  accountId: nullable(Id),
  actor: answer('AuditActor', {
    kind: oneOf(ACTOR_KINDS),
    id: Type.String({ description: 'The client id of a key, the id of a person.' }),
    name: nullable(Type.String()),
  }),
  action: Type.String({ examples: ['api_key.created'] }),
  target: nullable(Type.String({ description: 'The id of what was changed.' })),
  before: Fields,
  after: Fields,
  remoteAddress: nullable(Type.String()),
  requestId: Type.String(),
});
export const anAuditEntry = {
  id: '0199a1b2-71f4-7c1b-8a3d-0123456789ab',
  at: '2026-04-30T09:55:36.430Z',
  accountId: '0199a1b2-0000-7c1b-8a3d-0123456789ab',
  actor: { kind: 'person', id: '0199a1b2-1111-7c1b-8a3d-0123456789ab', name: 'Ada Example' },
  action: 'inventory_item.updated',
  target: '4f1eec1b-61dc-47df-91a6-0123456789ab',
  before: { active: true },
  after: { active: false },
  remoteAddress: '203.0.113.7',
  requestId: '5f0c6a52-1b0e-4c5e-8f4e-0123456789ab',
};

const query = Type.Object({
  ...cursorQuery,
  actor: Type.Optional(Type.String({ description: 'The id of a key or a person.' })),
  action: Type.Optional(
    Type.String({ description: 'How the action begins.', maxLength: 100, examples: ['api_key'] }),
  ),
  target: Type.Optional(Type.String({ description: 'The id of what was changed.' })),
  account: Type.Optional(Type.String({ description: 'The id of one of the two accounts.' })),
  from: Type.Optional(DateOrTime),
  to: Type.Optional(DateOrTime),
  ...csvQuery,
});

/** Who changed what, for the people who lead the company. */
export function registerAuditRoutes(app: App, { db }: { db: Queryable }): void {
  app.get(
    PATH,
    {
      config: { scope: 'team' },
      schema: operation({
        id: 'listAuditLog',
        tag: 'Team',
        summary: 'List who changed what',
        description:
          'Every change by a person, a key or the platform, in both accounts, newest first; it ' +
          'stays for good. `before` and `after` never have secrets or personal data of ' +
          'customers. As CSV the next page is named by the `Link` header.',
        querystring: query,
        answer: cursorPage('AuditLog', AuditEntrySchema),
        example: { items: [anAuditEntry], nextCursor: null },
        alsoAnswers: CSV_ANSWER,
      }),
    },
    async (request, reply) => {
      const { from, to, limit: asked, after, bom: _, ...named } = request.query;
      const range = parseTimeRange(from, to);
      const { limit, after: behind } = readCursor({ limit: asked, after }, 2);
      const wanted = { filter: { range, ...named }, behind, limit: limit + 1 };
      const entries = await listEntries(db, request.context, wanted);
      const page = toCursorPage(entries, limit, ({ at, id }) => [at.toISOString(), id]);
      if (wantsCsv(request, reply)) {
        const { nextCursor } = page;
        return sendCsvPage(request, reply, { csv: toAuditCsv(page.items), nextCursor });
      }
      return { items: page.items.map(showAuditEntry), nextCursor: page.nextCursor };
    },
  );
}
