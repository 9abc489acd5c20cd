import type { Locale } from '../../kernel/locale.ts';
import type { MailContent } from '../../messaging/mail/index.ts';

export type SecondFactorMail = 'enabled' | 'disabled' | 'codes';
type Of = { name: string; url: string };

/** The mails about a person's second factor, in each language. */
export const SECOND_FACTOR_MAILS: Record<Locale, (mail: SecondFactorMail, of: Of) => MailContent> =
  {
    en: (mail, { name, url }) => ({
      subject: EN[mail],
      greeting: `Hello ${name},`,
      paragraphs: [
        `${EN[mail]}.`,
        'If this was not you, set a new password now and tell the owner of your organization.',
      ],
      button: { label: 'Set a new password', url },
    }),
    de: (mail, { name, url }) => ({
      subject: DE[mail],
      greeting: `Guten Tag ${name},`,
      paragraphs: [
        `${DE[mail]}.`,
        'Wenn Sie das nicht waren, setzen Sie sofort ein neues Passwort und informieren Sie den ' +
          'Inhaber Ihrer Organisation.',
      ],
      button: { label: 'Neues Passwort setzen', url },
    }),
  };

const EN: Record<SecondFactorMail, string> = {
  enabled: 'Two-factor authentication was enabled for your account',
  disabled: 'Two-factor authentication was disabled for your account',
  codes: 'Your recovery codes were replaced',
};

const DE: Record<SecondFactorMail, string> = {
  enabled: 'Die Zwei-Faktor-Anmeldung Ihres Kontos wurde eingeschaltet',
  disabled: 'Die Zwei-Faktor-Anmeldung Ihres Kontos wurde ausgeschaltet',
  codes: 'Ihre Wiederherstellungscodes wurden ersetzt',
};
