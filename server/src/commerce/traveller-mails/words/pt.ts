import type { Words } from './words.ts';

export const PORTUGUESE: Words = {
  view: 'Ver os meus dados',
  buy: 'Comprar mais dados',
  expires: 'Expira',
  lowData: {
    subject: 'Os seus dados móveis estão a acabar',
    paragraphs: ['Restam-lhe {left}.', 'Quando acabarem, fica sem ligação até ter um novo pacote.'],
  },
  expiring: {
    subject: 'O seu pacote de dados expira em breve',
    paragraphs: ['{plan} expira em {date} (UTC). Os dados que restarem já não poderão ser usados.'],
  },
  expired: {
    subject: 'O seu pacote de dados expirou',
    paragraphs: [
      '{plan} expirou em {date} (UTC).',
      'Mantenha o eSIM no telemóvel: volta a funcionar assim que tiver um novo pacote.',
    ],
  },
  replaced: {
    subject: 'O seu eSIM foi substituído',
    paragraphs: [
      'Tem um novo eSIM em vez do que termina em {digits}. Os seus dados já lá estão.',
      'Instale o novo eSIM e elimine o antigo do telemóvel.',
    ],
  },
};
