import { Type } from 'typebox';
import {
  chooseNotifications,
  NOTIFICATION_KINDS,
  readNotifications,
} from '../../messaging/notifications/index.ts';
import { personalRoutesOf } from '../../platform/http/personal-routes.ts';
import { answer, oneOf } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { People, Session } from '../sessions/index.ts';

const PATH = '/auth/notifications';
const tag = 'Signing in';
const Kind = oneOf(NOTIFICATION_KINDS, { description: 'What the emails are about.' });
const Notifications = answer('Notifications', {
  items: Type.Array(
    answer('Notification', {
      kind: Kind,
      enabled: Type.Boolean({ description: 'Whether you receive emails of this kind.' }),
      canChange: Type.Boolean({
        description: 'Whether you can turn them off. Some are always sent to your role.',
      }),
    }),
    { description: 'Every kind of email that your company sends to its people.' },
  ),
});
const someNotifications = {
  items: [
    { kind: 'low_credits', enabled: true, canChange: true },
    { kind: 'security', enabled: true, canChange: false },
  ],
};

/** The emails of the company that a person receives. */
export function registerNotificationRoutes(app: App, { people }: { people: People }): void {
  const routes = personalRoutesOf(app, people);
  routes.read(
    PATH,
    {
      id: 'listNotifications',
      tag,
      summary: 'List your notifications',
      description:
        'Returns the kinds of email that your company sends to its people, and which of them you ' +
        'receive. Your role decides until you change one.',
      answer: Notifications,
      example: someNotifications,
    },
    async ({ db, session }) => ({ items: await readNotifications(db, memberOf(session)) }),
  );
  routes.write(
    `PUT ${PATH}`,
    {
      id: 'updateNotifications',
      tag,
      summary: 'Update your notifications',
      description: 'Turns the kinds of email that you send on or off. Others stay as they are.',
      body: Type.Object({
        items: Type.Array(
          Type.Object({
            kind: Kind,
            enabled: Type.Boolean({
              description: 'Whether you want emails of this kind.',
              examples: [true],
            }),
          }),
          {
            maxItems: 50,
            description: 'The kinds to turn on or off.',
            examples: [[{ kind: 'low_credits', enabled: true }]],
          },
        ),
      }),
      answer: Notifications,
      example: someNotifications,
      refusals: ['invalid_request', 'forbidden'],
    },
    async ({ session, commit }, { body }) => {
      const member = memberOf(session);
      return { items: await commit((scope) => chooseNotifications(scope, member, body.items)) };
    },
  );
}

function memberOf({ personId, role }: Session): { personId: string; role: string } {
  return { personId, role: role ?? '' };
}
