import type { Words } from '../../words/language.tsx';

const en = {
  title: 'Sources',
  none: 'None: the profiles come from the stock of the carrier.',
  policy: 'An order goes to',
  policies: {
    preferred: 'the carrier of the plan, then the others as listed',
    cheapest: 'the cheapest supplier at that time',
    split: 'each supplier by its share',
    by_country: 'the supplier for the traveller’s country',
  },
  policyNames: {
    preferred: 'Preferred carrier',
    cheapest: 'Cheapest',
    split: 'Split by share',
    by_country: 'By country',
  },
  edit: 'Edit sources',
  carrier: 'Supplier',
  item: 'Code at the supplier',
  share: 'Share',
  countries: 'First for',
  add: 'Add a source',
  source: (number: string) => `Source ${number}`,
  up: (number: string) => `Move source ${number} up`,
  remove: (number: string) => `Remove source ${number}`,
  help: 'What the first source cannot deliver is ordered from the next one.',
  save: 'Save sources',
  saved: 'Sources saved',
  off: 'Off: no longer offered',
  faults: {
    other_terms: () => 'It gives data on other terms: nothing is ordered there',
    gone: () => 'No longer in the catalogue: nothing is ordered there',
    above_cost: (offered: string, planned: string) =>
      `It costs ${offered}, more than the plan’s cost of ${planned}: nothing is ordered there`,
    less_data: (offered: string, planned: string) =>
      `It has ${offered}, and the plan promises ${planned}`,
    shorter_validity: (offered: string, planned: string) =>
      `It is valid for ${offered}, and the plan: ${planned}`,
    fewer_countries: (offered: string, planned: string) =>
      `It works in ${offered} of the plan’s ${planned} countries`,
    not_in_catalogue: () => 'Not in the imported catalogue: its terms are checked at orders only',
  },
};
const de: typeof en = {
  title: 'Quellen',
  none: 'Keine: Die Profile kommen aus dem Bestand des Netzbetreibers.',
  policy: 'Eine Bestellung geht an',
  policies: {
    preferred: 'den Netzbetreiber des Tarifs, dann an die anderen in dieser Reihenfolge',
    cheapest: 'den zu dieser Zeit günstigsten Lieferanten',
    split: 'jeden Lieferanten nach seinem Anteil',
    by_country: 'den Lieferanten für das Land des Reisenden',
  },
  policyNames: {
    preferred: 'Bevorzugter Netzbetreiber',
    cheapest: 'Günstigster',
    split: 'Nach Anteilen',
    by_country: 'Nach Land',
  },
  edit: 'Quellen bearbeiten',
  carrier: 'Lieferant',
  item: 'Code beim Lieferanten',
  share: 'Anteil',
  countries: 'Zuerst für',
  add: 'Quelle hinzufügen',
  source: (number) => `Quelle ${number}`,
  up: (number) => `Quelle ${number} nach oben`,
  remove: (number) => `Quelle ${number} entfernen`,
  help: 'Was die erste Quelle nicht liefern kann, wird bei der nächsten bestellt.',
  save: 'Quellen speichern',
  saved: 'Quellen gespeichert',
  off: 'Aus: nicht mehr angeboten',
  faults: {
    other_terms: () => 'Er gibt Daten zu anderen Bedingungen: Dort wird nichts bestellt',
    gone: () => 'Nicht mehr im Katalog: Dort wird nichts bestellt',
    above_cost: (offered, planned) =>
      `Er kostet ${offered}, mehr als die Kosten des Tarifs von ${planned}: Dort wird nichts bestellt`,
    less_data: (offered, planned) => `Er hat ${offered}, und der Tarif verspricht ${planned}`,
    shorter_validity: (offered, planned) => `Er gilt ${offered}, und der Tarif: ${planned}`,
    fewer_countries: (offered, planned) => `Er gilt in ${offered} der ${planned} Länder des Tarifs`,
    not_in_catalogue: () =>
      'Nicht im abgerufenen Katalog: Seine Bedingungen werden erst bei Bestellungen geprüft',
  },
};
export const sourceWords: Words<typeof en> = { en, de };
