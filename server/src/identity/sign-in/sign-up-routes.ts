import { Type } from 'typebox';
import { OFFER_CHOICES } from '../../commerce/inventory/index.ts';
import { DEFAULT_LOCALE } from '../../kernel/locale.ts';
import type { PersonalRoutes } from '../../platform/http/personal-routes.ts';
import { answer, described, oneOf, TimeZone } from '../../platform/http/schemas.ts';
import {
  LinkToken,
  LocaleInput,
  MailSent,
  NewPassword,
  Password,
  PersonEmail,
  PersonName,
  withConstantDuration,
} from '../people/index.ts';
import type { People, Session } from '../sessions/index.ts';
import { refuseBreached } from './breached-passwords.ts';
import { countMail, requestLink, setByLink, verifyByLink } from './by-link.ts';
import { checkSignUp, signUp } from './sign-up.ts';
import { resendVerification } from './verify-email.ts';

const tag = 'Signing in';
const sent = { status: 'mail_sent' as const };
const mailed = {
  answer: MailSent,
  example: sent,
  status: 202,
  refusals: ['forbidden', 'rate_limited'],
} as const;
type Routes = PersonalRoutes<Session>;

/**
 * Declares the operations that need a mailbox: signing up, confirming an address, a forgotten
 * password.
 */
export function declareSignUp(routes: Routes, people: People): void {
  declareCompany(routes, people);
  declareVerification(routes, people);
  declareForgotten(routes, people);
}

function declareCompany(routes: Routes, people: People): void {
  routes.visit(
    'POST /auth/sign-up',
    {
      ...mailed,
      id: 'signUp',
      tag,
      summary: 'Sign up a company',
      description:
        'Mails a link that confirms the address and creates the company, with a live and a ' +
        'sandbox account and the person as its owner. A sign-up that nobody confirms is deleted ' +
        'after a week. The response is the same when the address is in use, which only a mail ' +
        'to it says.',
      body: Type.Object({
        companyName: Type.String({
          maxLength: 255,
          examples: ['Acme Travel'],
          description: 'The name of your company.',
        }),
        name: described(PersonName, 'Your name.'),
        email: described(PersonEmail, 'Your email address.'),
        password: NewPassword,
        locale: Type.Optional(LocaleInput),
        timeZone: Type.Optional(TimeZone('The time zone of days in reports. Default `UTC`.')),
        offers: Type.Optional(
          oneOf(OFFER_CHOICES, {
            description:
              'The plans that both accounts offer at suggested prices from the first day: none, ' +
              'worldwide and regional plans, or all of them (the default). You can add plans ' +
              'and switch all of them on or off later.',
            examples: ['starter'],
          }),
        ),
      }),
    },
    async (visitor, { body }) => {
      const { password, locale = DEFAULT_LOCALE, offers = 'everything', ...company } = body;
      checkSignUp(company);
      refuseBreached(password, '/password');
      const mayMail = await countMail(visitor, people, company.email);
      const passwordHash = await people.passwords.hash(password);
      const { publicUrl } = people;
      const asked = { ...company, locale, offers, passwordHash };
      await withConstantDuration(
        visitor.commit((scope) => signUp({ ...scope, publicUrl, mayMail }, asked)),
      );
      return sent;
    },
  );
}

function declareVerification(routes: Routes, people: People): void {
  routes.visit(
    'POST /auth/verify-email',
    {
      id: 'verifyEmail',
      tag,
      summary: 'Verify an email address',
      description:
        'If the address was signed up more than once before it was confirmed, the links of the ' +
        'later sign-ups also need the password that was chosen there.',
      body: Type.Object({
        token: LinkToken,
        password: Type.Optional(described(Password, 'The password that you want to sign in with.')),
      }),
      answer: answer('EmailVerified', {
        status: oneOf(['verified'], { description: 'Always `verified`.' }),
      }),
      example: { status: 'verified' },
      refusals: ['forbidden', 'rate_limited', 'link_not_found', 'sign_in_failed'],
    },
    async (visitor, { body }) => {
      await verifyByLink(visitor, people, body);
      return { status: 'verified' };
    },
  );
  routes.visit(
    'POST /auth/resend-verification',
    {
      ...mailed,
      id: 'resendVerification',
      tag,
      summary: 'Resend the verification link',
      description: 'The response is the same for every address.',
      body: Type.Object({ email: described(PersonEmail, 'Your email address.') }),
    },
    async (visitor, { body }) => {
      const mayMail = await countMail(visitor, people, body.email);
      const { publicUrl } = people;
      await withConstantDuration(
        visitor.commit((scope) => resendVerification({ ...scope, publicUrl, mayMail }, body)),
      );
      return sent;
    },
  );
}

function declareForgotten(routes: Routes, people: People): void {
  routes.visit(
    'POST /auth/forgot-password',
    {
      ...mailed,
      id: 'requestPasswordReset',
      tag,
      summary: 'Request a password reset',
      description:
        'Mails a link that sets a new password within an hour. The response is the same for ' +
        'every address.',
      body: Type.Object({ email: described(PersonEmail, 'Your email address.') }),
    },
    async (visitor, { body }) => {
      await requestLink(visitor, people, body);
      return sent;
    },
  );
  routes.visit(
    'POST /auth/reset-password',
    {
      id: 'resetPassword',
      tag,
      summary: 'Reset a password',
      description: 'Ends all sessions. The link can be used once.',
      body: Type.Object({ token: LinkToken, password: NewPassword }),
      answer: answer('PasswordSet', {
        status: oneOf(['password_set'], { description: 'Always `password_set`.' }),
      }),
      example: { status: 'password_set' },
      refusals: ['forbidden', 'rate_limited', 'link_not_found'],
    },
    async (visitor, { body }) => {
      await setByLink(visitor, people, body);
      return { status: 'password_set' };
    },
  );
}
