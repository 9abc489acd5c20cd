import type { Words } from './words.ts';

export const ENGLISH: Words = {
  view: 'See my data',
  buy: 'Buy more data',
  expires: 'Expires',
  lowData: {
    subject: 'Your mobile data is running low',
    paragraphs: [
      'You have {left} left.',
      'When it is used up, you are offline until you have a new package.',
    ],
  },
  expiring: {
    subject: 'Your data package expires soon',
    paragraphs: [
      '{plan} expires on {date} (UTC). Data that is left by then cannot be used any more.',
    ],
  },
  expired: {
    subject: 'Your data package has expired',
    paragraphs: [
      '{plan} expired on {date} (UTC).',
      'Keep the eSIM on your phone: it works again as soon as you have a new package.',
    ],
  },
  replaced: {
    subject: 'Your eSIM was replaced',
    paragraphs: [
      'You have a new eSIM in place of the one that ends in {digits}. Your data is there ' +
        'already.',
      'Install the new eSIM, and delete the old one from your phone.',
    ],
  },
};
