import type { Words } from '../../words/language.tsx';

const en = {
  title: 'Operations',
  checks: 'Ledger checks',
  checksText:
    'Every check adds up all entries of every account and compares them with the balances, packages, stock and payments.',
  run: 'Check now',
  queued: 'The check runs now; its result appears here.',
  runsAlready: 'A check runs already.',
  started: 'Started',
  took: 'Took',
  result: 'Result',
  balanced: 'Everything balances',
  findings: (count: number, shown: string) => (count === 1 ? '1 finding' : `${shown} findings`),
  account: 'Account',
  finding: 'Finding',
  seconds: (count: string) => `${count} s`,
  empty: 'No check yet',
  emptyText: 'The worker checks the ledger every night.',
};
const de: typeof en = {
  title: 'Betrieb',
  checks: 'Prüfungen der Bücher',
  checksText:
    'Jede Prüfung zählt alle Buchungen jedes Kontos zusammen und vergleicht sie mit Guthaben, Paketen, Bestand und Zahlungen.',
  run: 'Jetzt prüfen',
  queued: 'Die Prüfung läuft; ihr Ergebnis erscheint hier.',
  runsAlready: 'Eine Prüfung läuft schon.',
  started: 'Begonnen',
  took: 'Dauer',
  result: 'Ergebnis',
  balanced: 'Alles stimmt',
  findings: (count, shown) => (count === 1 ? '1 Befund' : `${shown} Befunde`),
  account: 'Konto',
  finding: 'Befund',
  seconds: (count) => `${count} s`,
  empty: 'Noch keine Prüfung',
  emptyText: 'Der Worker prüft die Bücher jede Nacht.',
};
export const operationsWords: Words<typeof en> = { en, de };
