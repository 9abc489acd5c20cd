import type { Locale } from '../../kernel/locale.ts';
import type { MailContent } from '../../messaging/mail/index.ts';

type Of = { mail: 'added' | 'deleted'; name: string; passkey: string; url: string };

/** The mails about a person's passkeys, in each language. */
export const PASSKEY_MAILS: Record<Locale, (of: Of) => MailContent> = {
  en: ({ mail, name, passkey, url }) => ({
    subject: mail === 'added' ? 'A passkey was added' : 'A passkey was deleted',
    greeting: `Hello ${name},`,
    paragraphs: [
      mail === 'added'
        ? `The passkey “${passkey}” was added to your account. It can sign in without a password.`
        : `The passkey “${passkey}” was deleted from your account.`,
      'If this was not you, set a new password now and check your passkeys.',
    ],
    button: { label: 'Set a new password', url },
  }),
  de: ({ mail, name, passkey, url }) => ({
    subject: mail === 'added' ? 'Ein Passkey wurde hinzugefügt' : 'Ein Passkey wurde gelöscht',
    greeting: `Guten Tag ${name},`,
    paragraphs: [
      mail === 'added'
        ? `Der Passkey „${passkey}“ wurde zu Ihrem Konto hinzugefügt. Mit ihm kann man sich ohne ` +
          'Passwort anmelden.'
        : `Der Passkey „${passkey}“ wurde aus Ihrem Konto gelöscht.`,
      'Wenn Sie das nicht waren, setzen Sie sofort ein neues Passwort; prüfen Sie Ihre Passkeys.',
    ],
    button: { label: 'Neues Passwort setzen', url },
  }),
};
