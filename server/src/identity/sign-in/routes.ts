import { Type } from 'typebox';
import { type PersonalRoutes, personalRoutesOf } from '../../platform/http/personal-routes.ts';
import { answer, described, oneOf } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { NewPassword, Password, PersonEmail, verifyPassword } from '../people/index.ts';
import { aSignIn, type People, type Session, SignedIn } from '../sessions/index.ts';
import { refuseBreached } from './breached-passwords.ts';
import { registerPageRoutes } from './page-routes.ts';
import { changePassword } from './set-password.ts';
import { signIn } from './sign-in.ts';
import { declareSignUp } from './sign-up-routes.ts';

const tag = 'Signing in';

/** Signing up and in, and passwords. */
export function registerSignInRoutes(app: App, { people }: { people: People }): void {
  const routes = personalRoutesOf(app, people);
  declareSignUp(routes, people);
  declareSignIn(routes, people);
  declareChangePassword(routes, people);
  registerPageRoutes(app, { people });
}

function declareSignIn(routes: PersonalRoutes<Session>, people: People): void {
  routes.visit(
    'POST /auth/sign-in',
    {
      id: 'signIn',
      tag,
      summary: 'Sign in with a password',
      description:
        'Sets the session cookie, or returns `second_factor_required`; then call ' +
        '`POST /auth/two-factor/verify`. After ten wrong passwords within 15 minutes an address ' +
        'is locked for 15 minutes, whether there is an account or not. A browser that has signed ' +
        'in with the address before counts its failures by itself.',
      body: Type.Object({
        email: described(PersonEmail, 'The email address of the person.'),
        password: described(Password, 'The password.'),
      }),
      answer: SignedIn,
      example: aSignIn,
      refusals: ['forbidden', 'rate_limited', 'sign_in_failed', 'email_not_verified'],
    },
    async (visitor, { body, reply }) => {
      const { status, cookies } = await signIn({ ...visitor, people }, body);
      reply.header('Set-Cookie', cookies);
      return { status };
    },
  );
}

function declareChangePassword(routes: PersonalRoutes<Session>, people: People): void {
  routes.write(
    'POST /auth/change-password',
    {
      id: 'changePassword',
      tag,
      summary: 'Change your password',
      description: 'Ends all your other sessions.',
      body: Type.Object({
        currentPassword: described(Password, 'The current password.'),
        newPassword: NewPassword,
      }),
      answer: answer('PasswordChanged', {
        status: oneOf(['password_set'], { description: 'Always `password_set`.' }),
      }),
      example: { status: 'password_set' },
      refusals: ['rate_limited', 'sign_in_failed'],
    },
    async (visitor, { body }) => {
      const { personId, sessionId: keptSessionId } = visitor.session;
      await verifyPassword({ ...visitor, people }, body.currentPassword);
      refuseBreached(body.newPassword, '/newPassword');
      const hash = await people.passwords.hash(body.newPassword);
      const { publicUrl } = people;
      await visitor.commit((scope) =>
        changePassword({ ...scope, publicUrl }, { personId, hash, keptSessionId }),
      );
      people.sessions.invalidatePerson(personId);
      return { status: 'password_set' };
    },
  );
}
