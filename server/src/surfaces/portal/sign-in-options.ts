import { Type } from 'typebox';
import { ROLES } from '../../identity/people/index.ts';
import { operation } from '../../platform/http/operation.ts';
import { answer, described, nullable, oneOf } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { DEMO_PASSWORD, demoPeople } from '../seed/index.ts';

const SignInOptions = answer('SignInOptions', {
  mode: Type.Unsafe<'live' | 'sandbox'>({
    ...oneOf(['live', 'sandbox']),
    description: 'The mode of this installation, which is the account that people land on.',
  }),
  demonstration: described(
    nullable(
      answer('DemonstrationLogins', {
        password: Type.String({ description: 'The password of each of these people.' }),
        people: Type.Array(
          answer('DemonstrationPerson', {
            email: Type.String({ description: 'The email address to sign in with.' }),
            name: Type.String({ description: 'The name of the person.' }),
            role: oneOf(ROLES, { description: 'The role in the company.' }),
            company: Type.String({ description: 'The company that the person works for.' }),
          }),
          { description: 'The people that you can sign in as.' },
        ),
      }),
    ),
    'The people of the demonstration; `null` if there are none.',
  ),
});

/** Registers `GET /auth/sign-in-options`: the ways to sign in, for a sign-in page. */
export function registerSignInOptions(app: App, { mode }: { mode: 'live' | 'sandbox' }): void {
  const people = demoPeople().map(({ email, name, role, company }) => {
    return { email, name, role, company };
  });
  const demonstration = { password: DEMO_PASSWORD, people };
  app.get(
    '/auth/sign-in-options',
    {
      config: { public: true },
      schema: operation({
        id: 'getSignInOptions',
        tag: 'Signing in',
        summary: 'Retrieve the sign-in options',
        description:
          'Returns the mode of this installation and, in sandbox mode, the people of the ' +
          'demonstration. In live mode `demonstration` is `null`.',
        answer: SignInOptions,
        example: { mode: 'sandbox', demonstration },
      }),
    },
    () => ({ mode, demonstration: mode === 'sandbox' ? demonstration : null }),
  );
}
