import type { Locale } from '../../kernel/locale.ts';
import type { MailContent } from '../../messaging/mail/index.ts';
import type { Role } from './roles.ts';

type Named = { name: string };
type Linked = { url: string };

/** The mails of signing in, in each language. */
export const MAILS: Record<Locale, Words> = {
  en: {
    verifyEmail: ({ name, url }) => ({
      subject: 'Please confirm your e-mail address',
      greeting: `Hello ${name},`,
      paragraphs: [
        'Thank you for signing up. Please confirm that this is your address; then you can sign in.',
        'The link can be used for 48 hours. If you did not sign up, you need not do anything.',
      ],
      button: { label: 'Confirm the address', url },
    }),
    verifyFurtherSignUp: ({ name, url }) => ({
      subject: 'Please confirm your e-mail address',
      greeting: `Hello ${name},`,
      paragraphs: [
        'Someone signed up with this address again. To confirm it, follow the link within 48 ' +
          'hours and enter the password that you chose in that sign-up.',
        'If you did not sign up again, ignore this email: nothing has changed.',
      ],
      button: { label: 'Confirm the address', url },
    }),
    accountExists: ({ name, url }) => ({
      subject: 'You already have an account',
      greeting: `Hello ${name},`,
      paragraphs: [
        'Somebody, perhaps you, has signed up with this address. There is an account already.',
        'If you do not know your password any more, set a new one. If this was not you, you need ' +
          'not do anything: nothing has changed.',
      ],
      button: { label: 'Set a new password', url },
    }),
    setPassword: ({ name, url }) => ({
      subject: 'Set a new password',
      greeting: `Hello ${name},`,
      paragraphs: [
        'Somebody, perhaps you, has asked for a new password. The link can be used once, within ' +
          'an hour. All devices are signed out when you do.',
        'If this was not you, you need not do anything: your password stays as it is.',
      ],
      button: { label: 'Set a new password', url },
    }),
    passwordChanged: ({ name, url }) => ({
      subject: 'Your password was changed',
      greeting: `Hello ${name},`,
      paragraphs: [
        'Your password was changed just now. If this was not you, set a new one at once.',
      ],
      button: { label: 'Set a new password', url },
    }),
    invitation: ({ organization, inviter, role, url }) => ({
      subject: `${organization} invites you`,
      greeting: 'Hello,',
      paragraphs: [
        `${inviter} invites you to work for ${organization} as ${ROLE_NAMES.en[role]}.`,
        'The link can be used once, within 7 days.',
      ],
      button: { label: 'Accept the invitation', url },
    }),
  },
  de: {
    verifyEmail: ({ name, url }) => ({
      subject: 'Bitte bestätigen Sie Ihre E-Mail-Adresse',
      greeting: `Guten Tag ${name},`,
      paragraphs: [
        'danke für Ihre Anmeldung. Bitte bestätigen Sie, dass dies Ihre Adresse ist; danach ' +
          'können Sie sich anmelden.',
        'Der Link gilt 48 Stunden. Wenn Sie sich nicht registriert haben, müssen Sie nichts tun.',
      ],
      button: { label: 'Adresse bestätigen', url },
    }),
    verifyFurtherSignUp: ({ name, url }) => ({
      subject: 'Bitte bestätigen Sie Ihre E-Mail-Adresse',
      greeting: `Guten Tag ${name},`,
      paragraphs: [
        'mit dieser Adresse hat sich noch einmal jemand registriert. Zur Bestätigung öffnen Sie ' +
          'innerhalb von 48 Stunden den Link und geben das Passwort dieser Registrierung ein.',
        'Wenn Sie das nicht waren, ignorieren Sie diese Mail: Es hat sich nichts geändert.',
      ],
      button: { label: 'Adresse bestätigen', url },
    }),
    accountExists: ({ name, url }) => ({
      subject: 'Sie haben bereits ein Konto',
      greeting: `Guten Tag ${name},`,
      paragraphs: [
        'jemand, vielleicht Sie selbst, hat sich mit dieser Adresse registriert. Es gibt dafür ' +
          'bereits ein Konto.',
        'Wenn Sie Ihr Passwort nicht mehr wissen, setzen Sie ein neues. Waren Sie es nicht, ' +
          'müssen Sie nichts tun: es hat sich nichts geändert.',
      ],
      button: { label: 'Neues Passwort setzen', url },
    }),
    setPassword: ({ name, url }) => ({
      subject: 'Neues Passwort setzen',
      greeting: `Guten Tag ${name},`,
      paragraphs: [
        'jemand, vielleicht Sie selbst, hat um ein neues Passwort gebeten. Der Link gilt einmal, ' +
          'eine Stunde lang. Dabei werden alle Geräte abgemeldet.',
        'Waren Sie es nicht, müssen Sie nichts tun: Ihr Passwort bleibt, wie es ist.',
      ],
      button: { label: 'Neues Passwort setzen', url },
    }),
    passwordChanged: ({ name, url }) => ({
      subject: 'Ihr Passwort wurde geändert',
      greeting: `Guten Tag ${name},`,
      paragraphs: [
        'Ihr Passwort wurde soeben geändert. Waren Sie es nicht, setzen Sie sofort ein neues.',
      ],
      button: { label: 'Neues Passwort setzen', url },
    }),
    invitation: ({ organization, inviter, role, url }) => ({
      subject: `${organization} lädt Sie ein`,
      greeting: 'Guten Tag,',
      paragraphs: [
        `${inviter} lädt Sie ein, für ${organization} zu arbeiten; Ihre Rolle: ` +
          `${ROLE_NAMES.de[role]}.`,
        'Der Link gilt einmal, 7 Tage lang.',
      ],
      button: { label: 'Einladung annehmen', url },
    }),
  },
};

type Words = {
  verifyEmail(of: Named & Linked): MailContent;
  verifyFurtherSignUp(of: Named & Linked): MailContent;
  accountExists(of: Named & Linked): MailContent;
  setPassword(of: Named & Linked): MailContent;
  passwordChanged(of: Named & Linked): MailContent;
  invitation(of: Linked & { organization: string; inviter: string; role: Role }): MailContent;
};

/** What a role is called when people are told of it. */
export const ROLE_NAMES: Record<Locale, Record<Role, string>> = {
  en: {
    owner: 'owner',
    developer: 'developer',
    finance: 'finance',
    support: 'support',
    viewer: 'viewer',
    operator: 'operator',
    'operator-support': 'operator support',
  },
  de: {
    owner: 'Inhaber',
    developer: 'Entwicklung',
    finance: 'Finanzen',
    support: 'Kundendienst',
    viewer: 'Leser',
    operator: 'Betreiber',
    'operator-support': 'Kundendienst des Betreibers',
  },
};
