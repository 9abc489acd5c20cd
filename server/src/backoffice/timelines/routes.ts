import { Type } from 'typebox';
import { invalid } from '../../kernel/refusal.ts';
import { readCursor, toCursorPage } from '../../platform/http/paging.ts';
import { routesOf } from '../../platform/http/routes.ts';
import {
  ActorId,
  answer,
  cursorPage,
  cursorQuery,
  described,
  nullable,
  oneOf,
  RequestId,
  Timestamp,
} from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { readTimeline } from './read-timeline.ts';
import {
  keyOf,
  showTimelineEntry,
  TIMELINE_KINDS,
  type TimelineEntry,
  type TimelineKind,
} from './timeline.ts';

const EntrySchema = answer('TimelineEntry', {
  at: described(Timestamp, 'When it happened.'),
  kind: oneOf(TIMELINE_KINDS, { description: 'What happened.' }),
  id: Type.String({
    description: 'The ID of the package, delivery, note or other object.',
    examples: ['4f1eec1b-61dc-47df-91a6-0123456789ab'],
  }),
  actor: described(
    nullable(
      answer('TimelineActor', {
        kind: Type.String({ description: '`api_key`, `person` or `platform`.' }),
        id: ActorId,
        name: nullable(Type.String({ description: 'The name of the key or the person.' })),
      }),
    ),
    'Who made the change; `null` if nobody in particular did.',
  ),
  data: Type.Object({}, { additionalProperties: true, description: 'Depends on the kind.' }),
});
const anEntry = {
  at: '2026-04-30T09:55:36.430Z',
  kind: 'note',
  id: '0199a1b2-71f4-7c1b-8a3d-0123456789ab',
  actor: { kind: 'person', id: '0199a1b2-1111-7c1b-8a3d-0123456789ab', name: 'Ada Example' },
  data: { text: 'Prefers to be called in the afternoon.' },
};

/** The timeline of a customer, for support. */
export function registerTimelineRoute(app: App, parts: WriteParts): void {
  routesOf(app, parts).read(
    '/gigastore/customers/:uid/timeline',
    {
      id: 'listCustomerTimeline',
      scope: 'read',
      tag: 'Customers',
      summary: 'List the timeline of a customer',
      description:
        'Returns purchases, activations, refunds, installations, replacements, networks, daily ' +
        'usage, alerts, webhook deliveries, emails, tickets, notes and changes, newest first, ' +
        'with who did what. Of each kind, at most the newest 1,000 are returned.',
      params: Type.Object({
        uid: described(RequestId, 'The ID of the customer.'),
      }),
      querystring: Type.Object({
        ...cursorQuery,
        kind: Type.Optional(
          Type.String({
            maxLength: 200,
            description: `The kinds, separated by commas: ${TIMELINE_KINDS.join(', ')}.`,
            examples: ['purchase,refund'],
          }),
        ),
      }),
      answer: cursorPage('CustomerTimeline', EntrySchema),
      example: { items: [anEntry], nextCursor: null },
      refusals: ['customer_not_found'],
    },
    async (scope, { params: { uid }, query }) => {
      const { limit, after } = readCursor(query, 2);
      const entries = await readTimeline(scope, { uid, kinds: readKinds(query.kind) });
      const rest = after ? entries.filter((entry) => isBehind(entry, after)) : entries;
      const keyset = (entry: TimelineEntry) => [entry.at.toISOString(), keyOf(entry)];
      const page = toCursorPage(rest.slice(0, limit + 1), limit, keyset);
      return { items: page.items.map(showTimelineEntry), nextCursor: page.nextCursor };
    },
  );
}

function readKinds(text: string | undefined): ReadonlySet<TimelineKind> {
  if (text === undefined) return new Set(TIMELINE_KINDS);
  const kinds = TIMELINE_KINDS.filter((kind) => text.split(',').includes(kind));
  if (kinds.length > 0 && kinds.length === new Set(text.split(',')).size) return new Set(kinds);
  throw invalid('/kind', `must be one or more of ${TIMELINE_KINDS.join(', ')}`);
}

function isBehind(entry: TimelineEntry, [at = '', key = '']: readonly string[]): boolean {
  const time = entry.at.toISOString();
  return time < at || (time === at && keyOf(entry) < key);
}
