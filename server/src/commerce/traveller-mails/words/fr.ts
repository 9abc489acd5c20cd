import type { Words } from './words.ts';

export const FRENCH: Words = {
  view: 'Voir mes données',
  buy: 'Acheter des données',
  expires: 'Expire le',
  lowData: {
    subject: 'Vos données mobiles sont presque épuisées',
    paragraphs: [
      'Il vous reste {left}.',
      'Une fois vos données épuisées, vous serez hors ligne jusqu’à votre prochain forfait.',
    ],
  },
  expiring: {
    subject: 'Votre forfait expire bientôt',
    paragraphs: [
      '{plan} expire le {date} (UTC). Les données restantes ne pourront plus être ' +
        'utilisées ensuite.',
    ],
  },
  expired: {
    subject: 'Votre forfait a expiré',
    paragraphs: [
      '{plan} a expiré le {date} (UTC).',
      'Gardez l’eSIM sur votre téléphone : elle fonctionnera à nouveau avec un nouveau forfait.',
    ],
  },
  replaced: {
    subject: 'Votre eSIM a été remplacée',
    paragraphs: [
      'Vous avez une nouvelle eSIM à la place de celle qui se termine par {digits}. Vos ' +
        'données s’y trouvent déjà.',
      'Installez la nouvelle eSIM et supprimez l’ancienne de votre téléphone.',
    ],
  },
};
