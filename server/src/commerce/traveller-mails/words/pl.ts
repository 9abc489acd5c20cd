import type { Words } from './words.ts';

export const POLISH: Words = {
  view: 'Zobacz moje dane',
  buy: 'Kup więcej danych',
  expires: 'Wygasa',
  lowData: {
    subject: 'Twoje dane mobilne się kończą',
    paragraphs: [
      'Pozostało {left}.',
      'Gdy dane się skończą, będziesz offline do czasu zakupu nowego pakietu.',
    ],
  },
  expiring: {
    subject: 'Twój pakiet danych wkrótce wygaśnie',
    paragraphs: [
      '{plan} wygasa {date} (UTC). Pozostałych danych nie będzie można już wykorzystać.',
    ],
  },
  expired: {
    subject: 'Twój pakiet danych wygasł',
    paragraphs: [
      '{plan} wygasł {date} (UTC).',
      'Zachowaj kartę eSIM na telefonie: z nowym pakietem znów będzie działać.',
    ],
  },
  replaced: {
    subject: 'Twoja karta eSIM została wymieniona',
    paragraphs: [
      'Masz nową kartę eSIM w miejsce tej, której numer kończy się na {digits}. Twoje ' +
        'dane już na niej są.',
      'Zainstaluj nową kartę eSIM i usuń starą z telefonu.',
    ],
  },
};
