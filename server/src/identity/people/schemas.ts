// Schemas of signing in, of people and of their teams.
import { Type } from 'typebox';
import { LOCALES } from '../../kernel/locale.ts';
import { SCOPES } from '../../kernel/scopes.ts';
import { answer, Email, Id, nullable, oneOf, Timestamp } from '../../platform/http/schemas.ts';
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from './person.ts';
import { ROLES } from './roles.ts';

export const PersonName = Type.String({ maxLength: 255, examples: ['Ada Traveller'] });
export const CompanyName = Type.String({ maxLength: 255, examples: ['Acme Travel'] });
export const PersonEmail = Type.String({
  ...Email,
  examples: ['ada@acme.example'],
});
export const LocaleInput = oneOf(LOCALES, { description: 'The language of mails and pages.' });
export const NewPassword = Type.String({
  minLength: MIN_PASSWORD_LENGTH,
  maxLength: MAX_PASSWORD_LENGTH,
  examples: ['correct horse battery'],
});
/** A password that is there already: whatever is not it is wrong, and not of a wrong form. */
export const Password = Type.String({ maxLength: 1024, examples: ['correct horse battery'] });
export const LinkToken = Type.String({
  maxLength: 1024,
  description: 'The `token` of the link in the mail.',
  examples: ['9zU0…'],
});
export const Code = Type.String({
  maxLength: 64,
  description: 'Six digits of the authenticator app.',
  examples: ['123456'],
});
export const RoleName = oneOf(ROLES);

export const MailSent = answer('MailSent', { status: oneOf(['mail_sent']) });
export const SignedIn = answer('SignedIn', {
  status: oneOf(['signed_in', 'second_factor_required']),
});
export const aSignIn = { status: 'signed_in' };

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
  accounts: nullable(answer('OwnAccounts', { live: Id, sandbox: Id })),
  session: answer('OwnSession', { id: Id, expiresAt: Timestamp }),
});

const ids = {
  person: '019a0b6e-3c1a-7cc3-98c4-dc0c0c07398f',
  organization: '019a0b6e-3c1b-7a10-8f3e-5b1f0f4d2a11',
  live: '019a0b6e-3c1c-7b21-9d4f-6c2a1e5e3b22',
  sandbox: '019a0b6e-3c1d-7c32-8e5a-7d3b2d6f4c33',
  session: '019a0b6e-3c1e-7d43-9f6b-8e4c3e705d44',
};
export const aPersonId = ids.person;

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
  accounts: { live: ids.live, sandbox: ids.sandbox },
  session: { id: ids.session, expiresAt: '2026-05-14T09:55:36.430Z' },
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

export const SecondFactor = answer('SecondFactor', {
  totpUri: Type.String({ description: 'For the authenticator app, mostly as a QR code.' }),
  recoveryCodes: Type.Array(Type.String(), { description: 'Each signs in once; shown only here.' }),
});
export const RecoveryCodes = answer('RecoveryCodes', {
  recoveryCodes: Type.Array(Type.String(), { description: 'Each signs in once; shown only here.' }),
});
export const aSecondFactor = {
  totpUri: 'otpauth://totp/Gigastore:ada%40acme.example?secret=JBSWY3DPEHPK3PXP&issuer=Gigastore',
  recoveryCodes: ['a1B2c-D3e4F', 'g5H6i-J7k8L'],
};

/** What WebAuthn itself defines is passed on as it is. */
export const WebAuthnOptions = Type.Object(
  {},
  { title: 'WebAuthnOptions', additionalProperties: true },
);
export const WebAuthnResponse = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  description: 'What `navigator.credentials` gave, as JSON (`toJSON()`).',
  examples: [{}],
});
export const PasskeyName = Type.String({ minLength: 1, maxLength: 255, examples: ['Laptop'] });
export const PasskeyEntry = answer('Passkey', {
  id: Id,
  name: nullable(Type.String()),
  createdAt: Timestamp,
  isBackedUp: Type.Boolean({ description: 'Whether it is on other devices too.' }),
});
export const aPasskey = {
  id: ids.session,
  name: 'Laptop',
  createdAt: '2026-04-30T09:55:36.430Z',
  isBackedUp: true,
};

export const MemberEntry = answer('Member', {
  personId: Id,
  name: Type.String(),
  email: Type.String(),
  role: RoleName,
  hasSecondFactor: Type.Boolean(),
  joinedAt: Timestamp,
});
export const InvitationEntry = answer('Invitation', {
  id: Id,
  email: Type.String(),
  role: RoleName,
  createdAt: Timestamp,
  expiresAt: Timestamp,
});
export const Team = answer('Team', {
  members: Type.Array(MemberEntry),
  invitations: Type.Array(InvitationEntry),
});
export const aMember = {
  personId: ids.person,
  name: 'Ada Traveller',
  email: 'ada@acme.example',
  role: 'developer',
  hasSecondFactor: true,
  joinedAt: '2026-04-30T09:55:36.430Z',
};
export const anInvitation = {
  id: ids.session,
  email: 'bob@acme.example',
  role: 'support',
  createdAt: '2026-04-30T09:55:36.430Z',
  expiresAt: '2026-05-07T09:55:36.430Z',
};

export const InvitationPreview = answer('InvitationPreview', {
  organization: Type.String(),
  email: Type.String(),
  role: RoleName,
  isKnown: Type.Boolean({ description: 'Whether name and password are there already.' }),
});
export const aPreview = {
  organization: 'Acme Travel',
  email: 'bob@acme.example',
  role: 'support',
  isKnown: false,
};
