import type { Words } from '../../words/language.tsx';

const en = {
  title: 'Planned prices',
  none: 'No price of this list is planned.',
  from: 'From',
  fromHelp: 'Now, if this is empty. Resellers are told of a later time at once.',
  planned: 'Price planned',
  cancel: (name: string) => `Cancel the planned price of ${name}`,
  cancelled: 'Planned price cancelled',
  plan: 'Data plan',
  price: 'Price',
};
const de: typeof en = {
  title: 'Geplante Preise',
  none: 'Kein Preis dieser Liste ist geplant.',
  from: 'Ab',
  fromHelp: 'Leer: sofort. Von einem späteren Zeitpunkt erfahren die Reseller gleich.',
  planned: 'Preis geplant',
  cancel: (name) => `Geplanten Preis von ${name} absagen`,
  cancelled: 'Geplanter Preis abgesagt',
  plan: 'Datentarif',
  price: 'Preis',
};
export const plannedWords: Words<typeof en> = { en, de };
