import type { Locale } from '../../kernel/locale.ts';

/** The texts of the pages behind the links of mails. */
export type PageWords = {
  verify: { title: string; text: string; button: string; done: string };
  setPassword: { title: string; text: string; field: string; button: string; done: string };
  forgot: { title: string; text: string; field: string; button: string; done: string };
  invitation: {
    title: (organization: string) => string;
    text: (email: string, role: string) => string;
    name: string;
    password: string;
    button: string;
    done: string;
  };
  confirmAddress: {
    title: string;
    text: (email: string, organization: string) => string;
    button: string;
    done: string;
  };
  password: string;
  failed: string;
  rule: string;
};

export const PAGE_WORDS: Record<Locale, PageWords> = {
  en: {
    verify: {
      title: 'Confirm your email address',
      text: 'Press the button to confirm your address.',
      button: 'Confirm',
      done: 'Your address is confirmed. You can sign in now.',
    },
    setPassword: {
      title: 'Set a new password',
      text: 'Setting a new password signs you out on all devices.',
      field: 'New password',
      button: 'Set password',
      done: 'Your password is set. You can sign in now.',
    },
    forgot: {
      title: 'Set a new password',
      text: 'We will send a link to your address if it has an account.',
      field: 'Email address',
      button: 'Send link',
      done: 'If the address has an account, an email is on its way.',
    },
    invitation: {
      title: (organization) => `Join ${organization}`,
      text: (email, role) => `You were invited as ${email}, with the role ${role}.`,
      name: 'Your name',
      password: 'Choose a password',
      button: 'Accept the invitation',
      done: 'Welcome. You can sign in now.',
    },
    confirmAddress: {
      title: 'Confirm the address',
      text: (email, organization) => `Alerts about ${organization} will be sent to ${email}.`,
      button: 'Confirm',
      done: 'The address is confirmed.',
    },
    password: 'The password that you chose',
    failed: 'Something went wrong',
    rule: 'At least 10 characters.',
  },
  de: {
    verify: {
      title: 'E-Mail-Adresse bestätigen',
      text: 'Noch ein Klick, und die Adresse ist bestätigt.',
      button: 'Bestätigen',
      done: 'Die Adresse ist bestätigt. Sie können sich jetzt anmelden.',
    },
    setPassword: {
      title: 'Neues Passwort setzen',
      text: 'Dabei werden alle Geräte abgemeldet.',
      field: 'Neues Passwort',
      button: 'Passwort setzen',
      done: 'Das Passwort ist gesetzt. Sie können sich jetzt anmelden.',
    },
    forgot: {
      title: 'Neues Passwort setzen',
      text: 'Wir senden einen Link an Ihre Adresse, wenn es dazu ein Konto gibt.',
      field: 'E-Mail-Adresse',
      button: 'Link senden',
      done: 'Wenn es zu der Adresse ein Konto gibt, ist eine Mail unterwegs.',
    },
    invitation: {
      title: (organization) => `Team von ${organization}`,
      text: (email, role) => `${email} ist eingeladen; Rolle: ${role}.`,
      name: 'Ihr Name',
      password: 'Wählen Sie ein Passwort',
      button: 'Einladung annehmen',
      done: 'Willkommen. Sie können sich jetzt anmelden.',
    },
    confirmAddress: {
      title: 'Adresse bestätigen',
      text: (email, organization) =>
        `Benachrichtigungen zu ${organization} werden an ${email} gesendet.`,
      button: 'Bestätigen',
      done: 'Die Adresse ist bestätigt.',
    },
    password: 'Das Passwort, das Sie gewählt haben',
    failed: 'Das hat nicht geklappt',
    rule: 'Mindestens 10 Zeichen.',
  },
};
