import type { Locale } from '../../kernel/locale.ts';

type Frame = {
  greeting: string;
  closing: string;
  instead: string;
  footer: string;
  /** The parts of a mail that comes from a reseller. */
  regards: string;
  unread: string;
  help(name: string): string;
};

/** The frame of every mail. */
export const FRAME: Record<Locale, Frame> = {
  en: {
    greeting: 'Hello,',
    closing: 'Kind regards\nGigastore',
    instead: 'If the button does not work, open this address in your browser:',
    footer: 'This message was sent automatically. Please do not reply to this email.',
    regards: 'Kind regards',
    unread: 'Please do not reply to this email.',
    help: (name) => `Questions? ${name}:`,
  },
  de: {
    greeting: 'Guten Tag,',
    closing: 'Mit freundlichen Grüßen\nGigastore',
    instead: 'Falls die Schaltfläche nicht funktioniert, öffnen Sie diese Adresse im Browser:',
    footer:
      'Diese Nachricht wurde automatisch gesendet. Bitte antworten Sie nicht auf diese E-Mail.',
    regards: 'Mit freundlichen Grüßen',
    unread: 'Bitte antworten Sie nicht auf diese E-Mail.',
    help: (name) => `Fragen? ${name}:`,
  },
};
