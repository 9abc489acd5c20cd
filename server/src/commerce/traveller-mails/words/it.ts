import type { Words } from './words.ts';

export const ITALIAN: Words = {
  view: 'Vedi i miei dati',
  buy: 'Acquista altri dati',
  expires: 'Scade',
  lowData: {
    subject: 'I tuoi dati mobili stanno per finire',
    paragraphs: [
      'Ti restano {left}.',
      'Quando saranno esauriti, resterai offline fino a un nuovo pacchetto.',
    ],
  },
  expiring: {
    subject: 'Il tuo pacchetto dati scade presto',
    paragraphs: ['{plan} scade il {date} (UTC). I dati rimasti non potranno più essere usati.'],
  },
  expired: {
    subject: 'Il tuo pacchetto dati è scaduto',
    paragraphs: [
      '{plan} è scaduto il {date} (UTC).',
      'Tieni la eSIM sul telefono: funzionerà di nuovo con un nuovo pacchetto.',
    ],
  },
  replaced: {
    subject: 'La tua eSIM è stata sostituita',
    paragraphs: [
      'Hai una nuova eSIM al posto di quella che termina con {digits}. I tuoi dati sono già lì.',
      'Installa la nuova eSIM ed elimina quella vecchia dal telefono.',
    ],
  },
};
