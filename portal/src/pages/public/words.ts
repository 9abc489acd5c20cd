import type { Words } from '../../words/language.tsx';

const en = {
  signUp: {
    title: 'Create an account',
    text: 'For your company, with a live account and a sandbox to try everything in.',
    company: 'Company',
    name: 'Your name',
    email: 'Work email',
    password: 'Password',
    passwordRule: 'At least 10 characters.',
    offers: 'What you sell at first',
    offersHelp: 'At suggested prices. You can change all of it at any time.',
    offer: {
      everything: 'Everything in the catalogue',
      starter: 'A starter set: worldwide and regions',
      nothing: 'Nothing yet; I choose later',
    },
    button: 'Create account',
    known: 'Have an account?',
    signIn: 'Sign in',
  },
  mailed: {
    title: 'Check your email',
    text: (email: string) =>
      `We sent a link to ${email}. It confirms the address, and then you can sign in.`,
    again: 'Send it again',
    sentAgain: 'Sent again',
    sandboxMail: 'This server keeps its emails: read them here',
  },
  verify: {
    title: 'Confirm your email address',
    text: 'Confirm the address with one click.',
    passwordText:
      'This address was used to sign up more than once. Enter the password that you chose in this sign-up.',
    password: 'Password of this sign-up',
    button: 'Confirm address',
    done: 'The address is confirmed.',
  },
  forgot: {
    title: 'Reset your password',
    text: 'Enter your email address, and we send a link that sets a new password.',
    email: 'Email',
    button: 'Send link',
    done: 'If this address has an account, a link is on its way.',
  },
  reset: {
    title: 'Set a new password',
    text: 'This signs you out everywhere.',
    password: 'New password',
    button: 'Set password',
    done: 'The password is set.',
  },
  invitation: {
    title: (company: string) => `Join ${company}`,
    text: (email: string, role: string) => `${email} is invited as ${role}.`,
    name: 'Your name',
    password: 'Choose a password',
    button: 'Accept invitation',
    done: 'Welcome. You can sign in now.',
  },
  toSignIn: 'Go to sign-in',
};

const de: typeof en = {
  signUp: {
    title: 'Konto anlegen',
    text: 'Für Ihr Unternehmen, mit einem Live-Konto und einer Sandbox zum Ausprobieren.',
    company: 'Unternehmen',
    name: 'Ihr Name',
    email: 'Geschäftliche E-Mail',
    password: 'Passwort',
    passwordRule: 'Mindestens 10 Zeichen.',
    offers: 'Was Sie anfangs verkaufen',
    offersHelp: 'Zu empfohlenen Preisen. Alles lässt sich jederzeit ändern.',
    offer: {
      everything: 'Den ganzen Katalog',
      starter: 'Eine Auswahl: weltweit und Regionen',
      nothing: 'Noch nichts; ich wähle später',
    },
    button: 'Konto anlegen',
    known: 'Schon ein Konto?',
    signIn: 'Anmelden',
  },
  mailed: {
    title: 'Sehen Sie in Ihre E-Mails',
    text: (email) =>
      `Wir haben einen Link an ${email} gesendet. Er bestätigt die Adresse, dann können Sie sich anmelden.`,
    again: 'Erneut senden',
    sentAgain: 'Erneut gesendet',
    sandboxMail: 'Dieser Server behält seine Mails: hier lesen',
  },
  verify: {
    title: 'E-Mail-Adresse bestätigen',
    text: 'Ein Klick, und die Adresse ist bestätigt.',
    passwordText:
      'Diese Adresse wurde mehrmals angemeldet. Geben Sie das Passwort ein, das Sie dabei gewählt haben.',
    password: 'Passwort dieser Anmeldung',
    button: 'Adresse bestätigen',
    done: 'Die Adresse ist bestätigt.',
  },
  forgot: {
    title: 'Passwort zurücksetzen',
    text: 'Geben Sie Ihre E-Mail-Adresse ein; wir senden einen Link für ein neues Passwort.',
    email: 'E-Mail',
    button: 'Link senden',
    done: 'Wenn es zu dieser Adresse ein Konto gibt, ist ein Link unterwegs.',
  },
  reset: {
    title: 'Neues Passwort setzen',
    text: 'Dabei werden Sie überall abgemeldet.',
    password: 'Neues Passwort',
    button: 'Passwort setzen',
    done: 'Das Passwort ist gesetzt.',
  },
  invitation: {
    title: (company) => `Bei ${company} mitarbeiten`,
    text: (email, role) => `${email} ist eingeladen, Rolle: ${role}.`,
    name: 'Ihr Name',
    password: 'Wählen Sie ein Passwort',
    button: 'Einladung annehmen',
    done: 'Willkommen. Sie können sich jetzt anmelden.',
  },
  toSignIn: 'Zur Anmeldung',
};

export const publicWords: Words<typeof en> = { en, de };
