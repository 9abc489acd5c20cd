import type { Locale } from '../../kernel/locale.ts';

type Words = {
  subject: string;
  paragraphs: string[];
  button: string;
  plan: string;
  data: string;
  iccid: string;
};

/** The words of the mail that installs an eSIM. */
export const INSTALLATION_WORDS: Record<Locale, Words> = {
  en: {
    subject: 'Install your eSIM',
    paragraphs: [
      'Your eSIM is ready. Open the link below on the phone on which you want to use it, and ' +
        'follow the steps. You need a connection to the internet, for example Wi-Fi.',
      'Install the eSIM before you travel, and do not delete it afterwards.',
    ],
    button: 'Install the eSIM',
    plan: 'Data package',
    data: 'Data left',
    iccid: 'ICCID',
  },
  de: {
    subject: 'Installieren Sie Ihre eSIM',
    paragraphs: [
      'Ihre eSIM ist bereit. Öffnen Sie den Link auf dem Telefon, auf dem Sie sie verwenden ' +
        'möchten, und folgen Sie den Schritten. Sie brauchen eine Internetverbindung, zum ' +
        'Beispiel WLAN.',
      'Installieren Sie die eSIM vor der Reise, und löschen Sie sie danach nicht.',
    ],
    button: 'eSIM installieren',
    plan: 'Datenpaket',
    data: 'Verbleibende Daten',
    iccid: 'ICCID',
  },
};
