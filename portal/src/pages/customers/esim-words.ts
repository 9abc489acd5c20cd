import type { Words } from '../../words/language.tsx';

const en = {
  seenIn: 'Seen in',
  check: 'Check and show QR code',
  actions: (tail: string) => `Actions of eSIM ···· ${tail}`,
  ticket: 'Open a ticket',
  suspended: 'Suspended',
  suspendedTitle: 'This eSIM is suspended',
  suspendedText: 'It stays off the network until you resume it.',
  suspend: {
    title: 'Suspend eSIM',
    question: (tail: string) => `Suspend eSIM ···· ${tail}?`,
    text: 'It is disconnected at once, for example when the phone is lost. Its packages keep their data, but their validity continues. You can resume it at any time.',
    done: 'The eSIM is suspended.',
  },
  resume: {
    title: 'Resume eSIM',
    question: (tail: string) => `Resume eSIM ···· ${tail}?`,
    text: 'It can use the network again. Its packages continue with the data they have left.',
    done: 'The eSIM can use the network again.',
  },
  send: {
    title: 'Send installation link',
    text: (tail: string) =>
      `The traveller gets an email in your name with a link to install eSIM ···· ${tail}.`,
    email: 'Send to',
    language: 'Language of the email',
    languages: { en: 'English', de: 'German' },
    limit: 'At most 5 such emails a day for one eSIM. Each one appears in the timeline.',
    button: 'Send link',
    done: (email: string) => `The link is on its way to ${email}.`,
  },
};
const de: typeof en = {
  seenIn: 'Gesehen in',
  check: 'Prüfen und QR-Code zeigen',
  actions: (tail) => `Aktionen der eSIM ···· ${tail}`,
  ticket: 'Support-Anfrage stellen',
  suspended: 'Gesperrt',
  suspendedTitle: 'Diese eSIM ist gesperrt',
  suspendedText: 'Sie bleibt ohne Netz, bis Sie sie entsperren.',
  suspend: {
    title: 'eSIM sperren',
    question: (tail) => `eSIM ···· ${tail} sperren?`,
    text: 'Sie verliert sofort das Netz, etwa wenn das Telefon verloren ging. Die Pakete behalten ihre Daten; ihre Gültigkeit läuft weiter. Sie können sie jederzeit entsperren.',
    done: 'Die eSIM ist gesperrt.',
  },
  resume: {
    title: 'eSIM entsperren',
    question: (tail) => `eSIM ···· ${tail} entsperren?`,
    text: 'Sie darf das Netz wieder nutzen. Die Pakete gehen weiter, wo sie standen.',
    done: 'Die eSIM darf das Netz wieder nutzen.',
  },
  send: {
    title: 'Installationslink senden',
    text: (tail) =>
      `Der Reisende bekommt in Ihrem Namen eine Mail mit der Seite, die die eSIM ···· ${tail} installiert.`,
    email: 'Senden an',
    language: 'Sprache der Mail',
    languages: { en: 'Englisch', de: 'Deutsch' },
    limit: 'Höchstens 5 solche Mails am Tag je eSIM. Jede steht im Verlauf.',
    button: 'Link senden',
    done: (email) => `Der Link ist unterwegs an ${email}.`,
  },
};
export const esimWords: Words<typeof en> = { en, de };
