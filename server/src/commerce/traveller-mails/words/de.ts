import type { Words } from './words.ts';

export const GERMAN: Words = {
  view: 'Meine Daten ansehen',
  buy: 'Mehr Daten kaufen',
  expires: 'Läuft ab',
  lowData: {
    subject: 'Ihre mobilen Daten gehen zu Ende',
    paragraphs: [
      'Sie haben noch {left}.',
      'Wenn sie verbraucht sind, sind Sie offline, bis Sie ein neues Paket haben.',
    ],
  },
  expiring: {
    subject: 'Ihr Datenpaket läuft bald ab',
    paragraphs: [
      '{plan} läuft am {date} (UTC) ab. Daten, die bis dahin übrig sind, können Sie ' +
        'danach nicht mehr verwenden.',
    ],
  },
  expired: {
    subject: 'Ihr Datenpaket ist abgelaufen',
    paragraphs: [
      '{plan} ist am {date} (UTC) abgelaufen.',
      'Behalten Sie die eSIM auf dem Telefon: Mit einem neuen Paket funktioniert sie wieder.',
    ],
  },
  replaced: {
    subject: 'Ihre eSIM wurde ersetzt',
    paragraphs: [
      'Sie haben eine neue eSIM anstelle der eSIM mit den Endziffern {digits}. Ihre ' +
        'Daten sind schon dort.',
      'Installieren Sie die neue eSIM, und löschen Sie die alte vom Telefon.',
    ],
  },
};
