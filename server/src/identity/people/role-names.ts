import type { Locale } from '../../kernel/locale.ts';
import type { Role } from './roles.ts';

/** The names of roles in mails and on pages. */
export const ROLE_NAMES: Record<Locale, Record<Role, string>> = {
  en: {
    owner: 'owner',
    developer: 'developer',
    finance: 'finance',
    support: 'support',
    viewer: 'viewer',
    operator: 'operator',
    'operator-support': 'operator support',
  },
  de: {
    owner: 'Inhaber',
    developer: 'Entwicklung',
    finance: 'Finanzen',
    support: 'Kundendienst',
    viewer: 'Leser',
    operator: 'Betreiber',
    'operator-support': 'Kundendienst des Betreibers',
  },
};
