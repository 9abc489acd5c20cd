import type { Words } from '../words/language.tsx';

const en = {
  roles: {
    owner: 'Owner',
    developer: 'Developer',
    finance: 'Finance',
    support: 'Support',
    viewer: 'Viewer',
    operator: 'Operator',
    'operator-support': 'Operator support',
  },
  opens: {
    owner: 'Everything of the company',
    developer: 'Keys, webhooks, events',
    finance: 'Credits, invoices, reports',
    support: 'Customers, refunds, tickets',
    viewer: 'Everything, changes nothing',
    operator: 'Catalogue, stock, resellers',
    'operator-support': 'Tickets of all resellers',
  },
  notAllowed: (role: string) => `Your role (${role}) is not allowed to do this.`,
};

const de: typeof en = {
  roles: {
    owner: 'Inhaber',
    developer: 'Entwicklung',
    finance: 'Finanzen',
    support: 'Support',
    viewer: 'Lesezugriff',
    operator: 'Betreiber',
    'operator-support': 'Support des Betreibers',
  },
  opens: {
    owner: 'Alles im Unternehmen',
    developer: 'Schlüssel, Webhooks, Ereignisse',
    finance: 'Guthaben, Rechnungen, Berichte',
    support: 'Kunden, Erstattungen, Anfragen',
    viewer: 'Sieht alles, ändert nichts',
    operator: 'Katalog, Bestand, Reseller',
    'operator-support': 'Anfragen aller Reseller',
  },
  notAllowed: (role) => `Ihre Rolle (${role}) darf das nicht.`,
};

export const sessionWords: Words<typeof en> = { en, de };
