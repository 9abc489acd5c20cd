import type { Words } from '../../words/language.tsx';

const en = {
  title: 'Close the company',
  text: 'Selling stops, API keys stop working, and nobody can sign in any more. Packages that you have sold continue to work. Invoices are kept for as long as the law requires.',
  begin: 'Close the company',
  question: (name: string) => `Close ${name}?`,
  credits: 'Credits that are lost',
  units: 'Prepaid units that are lost',
  packages: 'Packages that continue to work',
  blocked: 'It cannot be closed yet',
  blockers: {
    running_purchases: 'Purchases of credits are still running.',
    open_disputes: 'Payments are disputed.',
    owed_credits: 'Credits are owed to the platform.',
  } as Record<string, string>,
  typeName: (name: string) => `Type ${name} to confirm`,
  password: 'Your password',
  final: 'This cannot be undone, and lost credits are not refundable.',
  button: 'Close permanently',
};
const de: typeof en = {
  title: 'Unternehmen schließen',
  text: 'Der Verkauf endet, API-Schlüssel enden, und niemand kann sich mehr anmelden. Verkaufte Pakete funktionieren weiter. Rechnungen bleiben so lange verfügbar, wie das Gesetz es verlangt.',
  begin: 'Unternehmen schließen',
  question: (name) => `${name} schließen?`,
  credits: 'Guthaben, das verfällt',
  units: 'Vorab gekaufte Einheiten, die verfallen',
  packages: 'Pakete, die weiter funktionieren',
  blocked: 'Noch nicht möglich',
  blockers: {
    running_purchases: 'Guthabenkäufe sind noch nicht abgeschlossen.',
    open_disputes: 'Zahlungen sind strittig.',
    owed_credits: 'Der Plattform wird noch Guthaben geschuldet.',
  },
  typeName: (name) => `Zur Bestätigung ${name} eingeben`,
  password: 'Ihr Passwort',
  final: 'Das lässt sich nicht rückgängig machen; verfallenes Guthaben wird nicht erstattet.',
  button: 'Endgültig schließen',
};
export const closingWords: Words<typeof en> = { en, de };
