import { Type } from 'typebox';
import { LOCALES } from '../../kernel/locale.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { routesOf } from '../../platform/http/routes.ts';
import {
  answer,
  described,
  Email,
  Id,
  nullable,
  oneOf,
  TimeZone,
} from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { selectPendingEmail } from './address-store.ts';
import {
  type ChangeAddress,
  type Organization,
  readOrganization,
  updateOrganization,
} from './organization.ts';
import { selectAccountIds } from './store.ts';

const PATH = '/gigastore/organization';
const tag = 'Organization';
const Locale = oneOf(LOCALES, {
  description: 'The language of mails and invoices to the organization.',
  examples: ['en'],
});

const OrganizationSchema = answer('Organization', {
  id: described(Id, 'The ID of the organization.'),
  name: Type.String({ description: 'The name of the company.' }),
  email: Type.String({ description: 'The email address that alerts are sent to.' }),
  pendingEmail: nullable(
    Type.String({ description: 'The address that replaces it once its link is followed.' }),
  ),
  locale: Locale,
  timeZone: TimeZone('The time zone of days in reports, summaries and statements.'),
  accounts: described(
    answer('OrganizationAccounts', {
      live: described(Id, 'The ID of the live account.'),
      sandbox: described(Id, 'The ID of the sandbox account.'),
    }),
    'The IDs of the two accounts.',
  ),
});

const anOrganization = {
  id: '019a0b6e-3c1b-7a10-8f3e-5b1f0f4d2a11',
  name: 'Acme Travel',
  email: 'office@acme.example',
  pendingEmail: null,
  locale: 'en',
  timeZone: 'Europe/Vienna',
  accounts: {
    live: '019a0b6e-3c1c-7b21-9d4f-6c2a1e5e3b22',
    sandbox: '019a0b6e-3c1d-7c32-8e5a-7d3b2d6f4c33',
  },
};

/** What sessions show of a company is read again after a change. */
type KnownSessions = { sessions: { invalidateOrganization(organizationId: string): void } };

/** The company itself. */
export function registerOrganizationRoutes(
  app: App,
  parts: WriteParts & { changeAddress: ChangeAddress; people: KnownSessions },
): void {
  const routes = routesOf(app, parts);
  routes.read(
    PATH,
    {
      id: 'getOrganization',
      scope: 'read',
      tag,
      summary: 'Retrieve your organization',
      description: 'Returns your company and the IDs of its live and its sandbox account.',
      answer: OrganizationSchema,
      example: anOrganization,
    },
    async ({ db, organizationId }) => show(db, await readOrganization(db, organizationId)),
  );
  routes.write(
    `PUT ${PATH}`,
    {
      id: 'updateOrganization',
      scope: 'team',
      tag,
      summary: 'Update your organization',
      description:
        'Changes the fields that you send and leaves the others as they are. A new email address ' +
        'replaces the previous one once somebody follows the link that is mailed to it; until ' +
        'then it is `pendingEmail`. The confirmed address of a member replaces it at once. The ' +
        'previous address is told of the change.',
      body: Type.Object({
        name: Type.Optional(
          Type.String({
            maxLength: 255,
            description: 'The name of the company.',
            examples: ['Acme Travel'],
          }),
        ),
        email: Type.Optional(described(Email, 'The contact address of your company.')),
        locale: Type.Optional(Locale),
        timeZone: Type.Optional(
          TimeZone('The time zone of days in reports, summaries and statements.'),
        ),
      }),
      answer: OrganizationSchema,
      example: anOrganization,
      afterwards: ({ request }) =>
        parts.people.sessions.invalidateOrganization(request.context.organizationId),
    },
    async (scope, { body }) =>
      show(scope.db, await updateOrganization(scope, body, parts.changeAddress)),
  );
}

async function show(db: Queryable, { id, name, email, locale, timeZone }: Organization) {
  const [accounts, pendingEmail = null] = [
    await selectAccountIds(db, id),
    await selectPendingEmail(db, id),
  ];
  return { id, name, email, pendingEmail, locale, timeZone, accounts };
}
