import { Type } from 'typebox';
import { LOCALES } from '../../kernel/locale.ts';
import { SCOPES } from '../../kernel/scopes.ts';
import {
  answer,
  described,
  Id,
  nullable,
  oneOf,
  Timestamp,
  TimeZone,
} from '../../platform/http/schemas.ts';
import { RoleName } from '../people/index.ts';

export const WhoAmI = answer('WhoAmI', {
  person: described(
    answer('Person', {
      id: described(Id, 'The ID of the person.'),
      name: Type.String({ description: 'The name of the person.' }),
      email: Type.String({ description: 'The email address of the person.' }),
      locale: oneOf(LOCALES, { description: 'The language of the portal and of emails.' }),
      twoFactorEnabled: Type.Boolean({ description: 'Whether the person has a second factor.' }),
    }),
    'The person who is signed in.',
  ),
  organization: described(
    nullable(
      answer('OwnOrganization', {
        id: described(Id, 'The ID of the organization.'),
        name: Type.String({ description: 'The name of the organization.' }),
        timeZone: TimeZone('The time zone of days in reports, summaries and statements.'),
        isPlatform: Type.Boolean({ description: 'Whether it is the platform.' }),
      }),
    ),
    'The organization; `null` if the person is a member of none.',
  ),
  role: described(nullable(RoleName), 'The role of the person in the organization.'),
  scopes: Type.Array(oneOf(SCOPES), { description: 'The scopes of the role.' }),
  accounts: described(
    nullable(
      answer('OwnAccounts', {
        live: described(Id, 'The ID of the live account.'),
        sandbox: described(Id, 'The ID of the sandbox account.'),
        liveSuspendedAt: described(
          nullable(Timestamp),
          'Since when the live account cannot make new sales.',
        ),
        sandboxSuspendedAt: nullable(Timestamp),
      }),
    ),
    'The two accounts of the organization; `null` for the platform.',
  ),
  session: described(
    answer('OwnSession', {
      id: described(Id, 'The ID of the session.'),
      expiresAt: described(Timestamp, 'When the session ends.'),
      secondFactorNeeded: Type.Boolean({
        description:
          'Whether the organization requires a second factor and this session has none: ' +
          'other calls return `forbidden` until you set one up or sign in with it.',
      }),
    }),
    'The session of this request.',
  ),
  view: described(
    nullable(
      answer('PortalViewInUse', {
        id: described(Id, 'The ID of the view.'),
        endsAt: described(Timestamp, 'When the view ends.'),
      }),
    ),
    "The view of a reseller's portal that `X-View-As` names, for people of the platform.",
  ),
});

const ids = {
  person: '019a0b6e-3c1a-7cc3-98c4-dc0c0c07398f',
  organization: '019a0b6e-3c1b-7a10-8f3e-5b1f0f4d2a11',
  live: '019a0b6e-3c1c-7b21-9d4f-6c2a1e5e3b22',
  sandbox: '019a0b6e-3c1d-7c32-8e5a-7d3b2d6f4c33',
  session: '019a0b6e-3c1e-7d43-9f6b-8e4c3e705d44',
};

export const anIdentity = {
  person: {
    id: ids.person,
    name: 'Ada Traveller',
    email: 'ada@acme.example',
    locale: 'en',
    twoFactorEnabled: false,
  },
  organization: {
    id: ids.organization,
    name: 'Acme Travel',
    timeZone: 'Europe/Vienna',
    isPlatform: false,
  },
  role: 'developer',
  scopes: ['read', 'sell', 'refund', 'manage'],
  accounts: {
    live: ids.live,
    sandbox: ids.sandbox,
    liveSuspendedAt: null,
    sandboxSuspendedAt: null,
  },
  session: { id: ids.session, expiresAt: '2026-05-14T09:55:36.430Z', secondFactorNeeded: false },
  view: null,
};

export const SessionEntry = answer('Session', {
  id: described(Id, 'The ID of the session.'),
  createdAt: described(Timestamp, 'When the person signed in.'),
  expiresAt: described(Timestamp, 'When the session ends.'),
  ipAddress: nullable(
    Type.String({ description: 'The IP address that the session was last used from, if known.' }),
  ),
  userAgent: nullable(Type.String({ description: 'The browser, as it named itself.' })),
  isCurrent: Type.Boolean({ description: 'Whether it is the session of this request.' }),
});
export const aSession = {
  id: ids.session,
  createdAt: '2026-04-30T09:55:36.430Z',
  expiresAt: '2026-05-14T09:55:36.430Z',
  ipAddress: '203.0.113.7',
  userAgent: 'Mozilla/5.0',
  isCurrent: true,
};

export const SignedIn = answer('SignedIn', {
  status: oneOf(['signed_in', 'second_factor_required'], {
    description: '`second_factor_required` if the sign-in has to be completed with a code.',
  }),
});
export const aSignIn = { status: 'signed_in' };
