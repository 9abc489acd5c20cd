import type { Locale } from '../../kernel/locale.ts';

type Frame = { greeting: string; closing: string; instead: string; footer: string };

/** What stands around every mail. */
export const FRAME: Record<Locale, Frame> = {
  en: {
    greeting: 'Hello,',
    closing: 'Kind regards\nGigastore',
    instead: 'If the button does not work, open this address in your browser:',
    footer: 'Gigastore has sent you this message automatically. Answers to it are not read.',
  },
  de: {
    greeting: 'Guten Tag,',
    closing: 'Mit freundlichen Grüßen\nGigastore',
    instead: 'Falls die Schaltfläche nicht funktioniert, öffnen Sie diese Adresse im Browser:',
    footer:
      'Gigastore hat Ihnen diese Nachricht automatisch gesendet. Antworten werden nicht gelesen.',
  },
};
