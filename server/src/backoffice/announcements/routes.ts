import { Type } from 'typebox';
import {
  type People,
  type RunningView,
  selectRunningViews,
} from '../../identity/sessions/index.ts';
import { LOCALES } from '../../kernel/locale.ts';
import { invalid } from '../../kernel/refusal.ts';
import { readIdCursor, toCursorPage } from '../../platform/http/paging.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import {
  answer,
  cursorPage,
  cursorQuery,
  described,
  Id,
  nullable,
  RequestId,
  Timestamp,
} from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { announce, endAnnouncement } from './announce.ts';
import { type Announcement, showAnnouncement, showTexts } from './announcement.ts';
import { selectAnnouncements, selectAnnouncementsFor } from './store.ts';

const PATH = '/operator/announcements';
const tag = 'Operator: resellers';
const AN_ID = '4f1eec1b-61dc-47df-91a6-0123456789ab';
const [A_START, AN_END] = ['2026-04-30T09:55:36.430Z', '2026-05-02T09:55:36.430Z'];
type Parts = WriteParts & { people: People };

/** What the platform announces, and how resellers read it. */
export function registerAnnouncementRoutes(app: App, parts: Parts): void {
  const routes = routesOf(app, parts);
  declareList(routes);
  declareChanges(routes, parts);
  declareNotices(routes, parts);
}

const Texts = answer(
  'AnnouncementTexts',
  Object.fromEntries(
    LOCALES.map((locale) => [locale, Type.String({ description: `The text in \`${locale}\`.` })]),
  ),
);
const AnnouncementSchema = answer('Announcement', {
  id: described(Id, 'The ID of the announcement.'),
  texts: described(Texts, 'The text in each language of the portal.'),
  organizationIds: nullable(
    Type.Array(Id, { description: 'The resellers that it is for; `null` for all.' }),
  ),
  startsAt: described(Timestamp, 'When it begins to be shown.'),
  endsAt: described(Timestamp, 'When it is no longer shown.'),
  isMailed: Type.Boolean({ description: 'Whether it is mailed when it begins.' }),
  mailedAt: described(nullable(Timestamp), 'When all its mails were queued.'),
  createdBy: Type.String({ description: 'The name of the operator who announced it.' }),
  createdAt: described(Timestamp, 'When it was created.'),
});
const someTexts = { en: 'Maintenance on 2 May from 2:00 to 3:00 UTC.', de: 'Wartung am 2. Mai.' };
const anAnnouncement = {
  ...{ id: AN_ID, texts: someTexts, organizationIds: null, startsAt: A_START, endsAt: AN_END },
  ...{ isMailed: true, mailedAt: null, createdBy: 'Ada Lovelace', createdAt: A_START },
};

function declareList(routes: Routes): void {
  routes.read(
    PATH,
    {
      id: 'listAnnouncements',
      scope: 'assist',
      tag,
      summary: 'List announcements',
      description: 'Newest first, also those that are over or have not begun.',
      querystring: Type.Object(cursorQuery),
      answer: cursorPage('Announcements', AnnouncementSchema),
      example: { items: [anAnnouncement], nextCursor: null },
    },
    async ({ db }, { query }) => {
      const { limit, after: below } = readIdCursor(query);
      const found = await selectAnnouncements(db, { below, limit: limit + 1 });
      const page = toCursorPage(found, limit, ({ id }) => [id]);
      return { ...page, items: page.items.map(showAnnouncement) };
    },
  );
}

const Text = (description: string, example: string) =>
  Type.String({ minLength: 1, maxLength: 1000, description, examples: [example] });
const AnnouncementInput = Type.Object({
  texts: Type.Object(
    {
      en: Text('The text in English.', someTexts.en),
      de: Type.Optional(Text('In German.', someTexts.de)),
    },
    {
      description: 'The text; in a language without one, the English text is shown.',
      examples: [someTexts],
    },
  ),
  organizationIds: Type.Optional(
    Type.Array(described(RequestId, 'The ID of a reseller.'), {
      minItems: 1,
      maxItems: 1000,
      uniqueItems: true,
      description: 'The resellers that it is for; all if left out.',
    }),
  ),
  startsAt: Type.Optional(
    Type.String({
      description: 'When it begins; now if left out.',
      format: 'date-time',
      examples: [A_START],
    }),
  ),
  endsAt: Type.String({
    description: 'When it is no longer shown.',
    format: 'date-time',
    examples: ['2036-05-02T09:55:36Z'],
  }),
  isMailed: Type.Optional(
    Type.Boolean({
      default: false,
      description: 'Whether it is also mailed to the contact address and the owners.',
      examples: [true],
    }),
  ),
});

function declareChanges(routes: Routes, { people }: Parts): void {
  routes.write(
    `POST ${PATH}`,
    {
      id: 'createAnnouncement',
      scope: 'operate',
      tag,
      summary: 'Create an announcement',
      description:
        'Tells all resellers, or those that you name, a text in their portal between two times, ' +
        'and by email if you want that.',
      body: AnnouncementInput,
      answer: AnnouncementSchema,
      example: anAnnouncement,
      refusals: ['invalid_request', 'organization_not_found'],
    },
    async (scope, { body: { startsAt, endsAt, ...draft } }) => {
      const from = startsAt !== undefined && { startsAt: readTime(startsAt, '/startsAt') };
      const times = { ...from, endsAt: readTime(endsAt, '/endsAt') };
      return showAnnouncement(
        await announce({ ...scope, realNow: people.now() }, { ...draft, ...times }),
      );
    },
  );
  routes.write(
    `POST ${PATH}/:id/end`,
    {
      id: 'endAnnouncement',
      scope: 'operate',
      tag,
      summary: 'End an announcement',
      description: 'It is no longer shown, and mails that are not queued yet are not sent.',
      params: Type.Object({ id: RequestId }),
      answer: AnnouncementSchema,
      example: anAnnouncement,
      refusals: ['announcement_not_found'],
    },
    async (scope, { params: { id } }) =>
      showAnnouncement(await endAnnouncement({ ...scope, realNow: people.now() }, id)),
  );
}

function readTime(text: string, path: string): Date {
  const time = new Date(text);
  if (Number.isNaN(time.getTime()))
    throw invalid(path, 'must be a time such as 2026-05-02T09:00:00Z');
  return time;
}

const NoticesSchema = answer('Notices', {
  announcements: Type.Array(
    answer('Notice', {
      id: described(Id, 'The ID of the announcement.'),
      texts: described(Texts, 'The text in each language of the portal.'),
      startsAt: described(Timestamp, 'Since when it is shown.'),
      endsAt: described(Timestamp, 'Until when it is shown.'),
    }),
    { description: 'What the platform announces now, the newest first.' },
  ),
  portalViews: Type.Array(
    answer('RunningPortalView', {
      name: Type.String({ description: 'The name of the person of the platform.' }),
      reason: Type.String({ description: 'Why the person reads your portal.' }),
      startedAt: described(Timestamp, 'Since when.'),
      endsAt: described(Timestamp, 'Until when at most.'),
    }),
    { description: 'People of the platform who read your portal now.' },
  ),
});

function declareNotices(routes: Routes, { people }: Parts): void {
  routes.read(
    '/gigastore/notices',
    {
      id: 'listNotices',
      scope: 'read',
      tag: 'Organization',
      summary: 'List notices of the platform',
      description:
        'Returns what the platform announces to you now, and who of its people reads your ' +
        'portal. Nobody of the platform can change anything there.',
      answer: NoticesSchema,
      example: {
        announcements: [{ id: AN_ID, texts: someTexts, startsAt: A_START, endsAt: AN_END }],
        portalViews: [
          { name: 'Ada Lovelace', reason: 'Ticket 1001', startedAt: A_START, endsAt: AN_END },
        ],
      },
    },
    async ({ db, organizationId }) => {
      const asked = { organizationId, now: people.now() };
      const [announcements, views] = await Promise.all([
        selectAnnouncementsFor(db, asked),
        selectRunningViews(db, asked),
      ]);
      return { announcements: announcements.map(showNotice), portalViews: views.map(showView) };
    },
  );
}

function showNotice({ id, texts, startsAt, endsAt }: Announcement) {
  const times = { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
  return { id, texts: showTexts(texts), ...times };
}

function showView({ name, reason, startedAt, endsAt }: RunningView) {
  return { name, reason, startedAt: startedAt.toISOString(), endsAt: endsAt.toISOString() };
}
