import { Type } from 'typebox';
import { routesOf } from '../../platform/http/routes.ts';
import { answer } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import type { People } from '../sessions/index.ts';
import { readTeamSecurity, updateTeamSecurity } from './security.ts';

const PATH = '/gigastore/team/security';
const tag = 'Organization';
const TeamSecurity = answer('TeamSecurity', {
  secondFactorRequired: Type.Boolean({
    description: 'Whether members can do nothing without a second factor or a passkey.',
  }),
  membersWithout: Type.Integer({ description: 'The number of members without a second factor.' }),
});

/** Whether the members of an organization need a second factor. */
export function registerTeamSecurityRoutes(app: App, parts: WriteParts & { people: People }): void {
  const routes = routesOf(app, parts);
  routes.read(
    PATH,
    {
      id: 'getTeamSecurity',
      scope: 'read',
      tag,
      summary: 'Retrieve the sign-in rules of your team',
      description: 'Returns whether members need a second factor, and how many have none.',
      answer: TeamSecurity,
      example: { secondFactorRequired: false, membersWithout: 2 },
    },
    (scope) => readTeamSecurity(scope),
  );
  routes.write(
    `PUT ${PATH}`,
    {
      id: 'updateTeamSecurity',
      scope: 'team',
      tag,
      summary: 'Update the sign-in rules of your team',
      description:
        'Once a second factor is required, sessions that were opened without one can only set ' +
        'one up: all other calls return `forbidden`. Set up your own first. A passkey counts.',
      body: Type.Object({
        secondFactorRequired: Type.Boolean({
          description: 'Whether members need a second factor.',
          examples: [false],
        }),
      }),
      answer: TeamSecurity,
      example: { secondFactorRequired: true, membersWithout: 0 },
      refusals: ['invalid_state'],
      afterwards: ({ request }) =>
        parts.people.sessions.invalidateOrganization(request.context.organizationId),
    },
    (scope, { body }) => updateTeamSecurity(scope, body),
  );
}
