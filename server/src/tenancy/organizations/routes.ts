import { Type } from 'typebox';
import { audit, type Context } from '../../kernel/context.ts';
import { LOCALES } from '../../kernel/locale.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { operation } from '../../platform/http/operation.ts';
import { answer, Email, Id, oneOf } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { type WriteParts, write } from '../../platform/http/write.ts';
import { type Organization, readOrganization, updateOrganization } from './organization.ts';
import { selectAccountIds } from './store.ts';

const tag = 'Organization';
const Locale = oneOf(LOCALES, { description: 'What the organization is written to in.' });

const OrganizationSchema = answer('Organization', {
  id: Id,
  name: Type.String(),
  email: Type.String({ description: 'Where to reach it.' }),
  locale: Locale,
  accounts: answer('OrganizationAccounts', { live: Id, sandbox: Id }),
});

const anOrganization = {
  id: '019a0b6e-3c1b-7a10-8f3e-5b1f0f4d2a11',
  name: 'Acme Travel',
  email: 'office@acme.example',
  locale: 'en',
  accounts: {
    live: '019a0b6e-3c1c-7b21-9d4f-6c2a1e5e3b22',
    sandbox: '019a0b6e-3c1d-7c32-8e5a-7d3b2d6f4c33',
  },
};

/** The company itself. */
export function registerOrganizationRoutes(app: App, parts: WriteParts): void {
  app.get(
    '/gigastore/organization',
    {
      config: { scope: 'read' },
      schema: operation({
        id: 'readOrganization',
        tag,
        summary: 'Read your organization',
        answer: OrganizationSchema,
        example: anOrganization,
      }),
    },
    async ({ context }) => show(parts.db, await readOrganization(parts.db, context.organizationId)),
  );
  app.put(
    '/gigastore/organization',
    {
      config: { scope: 'team' },
      schema: operation({
        id: 'updateOrganization',
        tag,
        summary: 'Change the name, address or language of your organization',
        body: Type.Object({
          name: Type.Optional(Type.String({ maxLength: 255, examples: ['Acme Travel'] })),
          email: Type.Optional(Email),
          locale: Type.Optional(Locale),
        }),
        answer: OrganizationSchema,
        example: anOrganization,
      }),
    },
    (request, reply) =>
      write(parts, reply, async (scope) => {
        const { before, after } = await updateOrganization(
          scope.db,
          scope.organizationId,
          request.body,
        );
        note(scope, { before, after });
        return show(scope.db, after);
      }),
  );
}

function note(ctx: Context, { before, after }: { before: Organization; after: Organization }) {
  const shown = ({ name, email, locale }: Organization) => ({ name, email, locale });
  audit(ctx, {
    action: 'organization.updated',
    target: after.id,
    before: shown(before),
    after: shown(after),
  });
}

async function show(db: Queryable, { id, name, email, locale }: Organization) {
  return { id, name, email, locale, accounts: await selectAccountIds(db, id) };
}
