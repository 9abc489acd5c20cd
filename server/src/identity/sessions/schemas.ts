import { Type } from 'typebox';
import { LOCALES } from '../../kernel/locale.ts';
import { SCOPES } from '../../kernel/scopes.ts';
import { answer, Id, nullable, oneOf, Timestamp } from '../../platform/http/schemas.ts';
import { RoleName } from '../people/index.ts';

export const WhoAmI = answer('WhoAmI', {
  person: answer('Person', {
    id: Id,
    name: Type.String(),
    email: Type.String(),
    locale: oneOf(LOCALES),
    twoFactorEnabled: Type.Boolean(),
  }),
  organization: nullable(
    answer('OwnOrganization', { id: Id, name: Type.String(), isPlatform: Type.Boolean() }),
  ),
  role: nullable(RoleName),
  scopes: Type.Array(oneOf(SCOPES)),
  accounts: nullable(
    answer('OwnAccounts', {
      live: Id,
      sandbox: Id,
      liveSuspendedAt: Type.Unsafe({
        ...nullable(Timestamp),
        description: 'Since when the live account cannot make new sales.',
      }),
      sandboxSuspendedAt: nullable(Timestamp),
    }),
  ),
  session: answer('OwnSession', {
    id: Id,
    expiresAt: Timestamp,
    secondFactorNeeded: Type.Boolean({
      description:
        'Whether the organization requires a second factor that this session was opened without: ' +
        'other calls return `forbidden` until you set one up or sign in with it.',
    }),
  }),
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
  organization: { id: ids.organization, name: 'Acme Travel', isPlatform: false },
  role: 'developer',
  scopes: ['read', 'sell', 'refund', 'manage'],
  accounts: {
    live: ids.live,
    sandbox: ids.sandbox,
    liveSuspendedAt: null,
    sandboxSuspendedAt: null,
  },
  session: { id: ids.session, expiresAt: '2026-05-14T09:55:36.430Z', secondFactorNeeded: false },
};

export const SessionEntry = answer('Session', {
  id: Id,
  createdAt: Timestamp,
  expiresAt: Timestamp,
  ipAddress: nullable(Type.String()),
  userAgent: nullable(Type.String()),
  isCurrent: Type.Boolean(),
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
  status: oneOf(['signed_in', 'second_factor_required']),
});
export const aSignIn = { status: 'signed_in' };
