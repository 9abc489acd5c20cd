import type { Locale } from '../../kernel/locale.ts';
import type { MailContent } from '../../messaging/mail/index.ts';

type Named = { name: string };
type Linked = { url: string };

/** The mails about signing up and passwords, in each language. */
export const MAILS: Record<Locale, Words> = {
  en: {
    verifyEmail: ({ name, url }) => ({
      subject: 'Confirm your email address',
      greeting: `Hello ${name},`,
      paragraphs: [
        'Thank you for signing up. Confirm that this is your address to sign in.',
        'The link works for 48 hours. If you did not sign up, you can ignore this email.',
      ],
      button: { label: 'Confirm the address', url },
    }),
    verifyFurtherSignUp: ({ name, url }) => ({
      subject: 'Confirm your email address',
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
        'Someone tried to sign up with your email address, which already has an account.',
        'If you forgot your password, set a new one. If this was not you, you can ignore this ' +
          'email: nothing has changed.',
      ],
      button: { label: 'Set a new password', url },
    }),
    setPassword: ({ name, url }) => ({
      subject: 'Set a new password',
      greeting: `Hello ${name},`,
      paragraphs: [
        'Someone asked for a new password for your account. The link works once, within an hour. ' +
          'Setting a new password signs you out on all devices.',
        'If this was not you, you can ignore this email: your password stays as it is.',
      ],
      button: { label: 'Set a new password', url },
    }),
    passwordChanged: ({ name, url }) => ({
      subject: 'Your password was changed',
      greeting: `Hello ${name},`,
      paragraphs: ['Your password was changed. If this was not you, set a new one now.'],
      button: { label: 'Set a new password', url },
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
  },
};

type Words = {
  verifyEmail(of: Named & Linked): MailContent;
  verifyFurtherSignUp(of: Named & Linked): MailContent;
  accountExists(of: Named & Linked): MailContent;
  setPassword(of: Named & Linked): MailContent;
  passwordChanged(of: Named & Linked): MailContent;
};
