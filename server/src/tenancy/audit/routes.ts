import { Type } from 'typebox';
import { isUuid } from '../../kernel/ids.ts';
import { parseTimeRange } from '../../kernel/time-range.ts';
import { readPlace } from '../../platform/http/paging.ts';
import { routesOf } from '../../platform/http/routes.ts';
import { ActorId, DateOrTime } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { AUDIT_COLUMNS, showAuditEntry } from './audit-entry.ts';
import { readEntries } from './read-entries.ts';
import { AuditEntrySchema, anAuditEntry } from './schemas.ts';

const filters = Type.Object({
  actor: Type.Optional(ActorId),
  action: Type.Optional(
    Type.String({
      description: 'The beginning of the action, for example `api_key`.',
      maxLength: 100,
      examples: ['api_key'],
    }),
  ),
  target: Type.Optional(
    Type.String({
      description: 'The ID of the changed object.',
      examples: ['4f1eec1b-61dc-47df-91a6-0123456789ab'],
    }),
  ),
  account: Type.Optional(
    Type.String({
      description: 'The ID of one of your two accounts.',
      examples: ['4f1eec1b-61dc-47df-91a6-0123456789ab'],
    }),
  ),
  from: Type.Optional(DateOrTime),
  to: Type.Optional(DateOrTime),
});

/** The audit log, for the people who lead the company. */
export function registerAuditRoutes(app: App, parts: WriteParts): void {
  routesOf(app, parts).list(
    '/gigastore/audit-log',
    {
      id: 'listAuditLog',
      scope: 'team',
      tag: 'Team',
      summary: 'List audit log entries',
      description:
        'Returns the changes that people, API keys and the platform made in both accounts, the ' +
        'newest first. Entries are kept for good. `before` and `after` never contain secrets or ' +
        "customers' personal data.",
      title: 'AuditLog',
      filters,
      item: AuditEntrySchema,
      exampleItem: anAuditEntry,
      columns: AUDIT_COLUMNS,
      keysetOf: ({ at, id }) => [at.toISOString(), id],
      show: showAuditEntry,
    },
    async ({ db, organizationId }, { filters: { from, to, ...named }, after, limit }) => {
      const filter = { range: parseTimeRange(from, to), ...named };
      const place = after && readPlace(after);
      // An account that does not exist has changed nothing.
      if (filter.account !== undefined && !isUuid(filter.account)) return [];
      return readEntries(db, organizationId, { filter, behind: place, limit });
    },
  );
}
