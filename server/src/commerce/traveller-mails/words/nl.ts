import type { Words } from './words.ts';

export const DUTCH: Words = {
  view: 'Mijn data bekijken',
  buy: 'Meer data kopen',
  expires: 'Verloopt',
  lowData: {
    subject: 'Uw mobiele data is bijna op',
    paragraphs: [
      'U hebt nog {left}.',
      'Als de data op is, bent u offline tot u een nieuwe bundel hebt.',
    ],
  },
  expiring: {
    subject: 'Uw databundel verloopt binnenkort',
    paragraphs: [
      '{plan} verloopt op {date} (UTC). Data die dan over is, kunt u niet meer gebruiken.',
    ],
  },
  expired: {
    subject: 'Uw databundel is verlopen',
    paragraphs: [
      '{plan} is verlopen op {date} (UTC).',
      'Houd de eSIM op uw telefoon: met een nieuwe bundel werkt deze weer.',
    ],
  },
  replaced: {
    subject: 'Uw eSIM is vervangen',
    paragraphs: [
      'U hebt een nieuwe eSIM in plaats van de eSIM die eindigt op {digits}. Uw data ' +
        'staat er al op.',
      'Installeer de nieuwe eSIM en verwijder de oude van uw telefoon.',
    ],
  },
};
