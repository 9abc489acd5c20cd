import type { Words } from '../../words/language.tsx';

const en = {
  title: 'Settle the order',
  open: 'What became of this order is not known yet. It is looked for at the supplier.',
  asks: 'Only a person can find out what became of this order.',
  atSupplier: (carrier: string) => `What ${carrier} lists around that time`,
  nothing: 'The supplier lists no orders of these minutes.',
  failed: 'The list of the supplier could not be read',
  likely: 'May be this order',
  taken: (order: string) => `Belongs to the order ${order}`,
  other: 'Another item or reference',
  thisOne: 'It is this one',
  number: 'Number at the supplier',
  byNumber: 'It has this number',
  never: 'It was never made',
  again: 'Look again',
  placedTitle: 'Is it this order?',
  placed: (number: string, carrier: string) =>
    `The store looks for the order ${number} at ${carrier} and takes its eSIM or top-up as ` +
    'delivered.',
  toppedUp: 'The top-up counts as delivered. The supplier is not asked.',
  charged: 'The customer gets it, and the held credits are charged.',
  spare: 'The package has failed already: a new eSIM becomes spare and goes to the next sale.',
  settlePlaced: 'Take it as this order',
  neverTitle: 'Was the order never made?',
  neverText:
    'The order is refused, and not looked for any more. If the supplier made it after all, what ' +
    'it cost there is lost.',
  released: 'The package fails, and the held credits are released.',
  releasedBefore: 'The package has failed already, and its credits were released.',
  settleNever: 'Release the credits',
  settleNeverExpired: 'Stop looking for it',
  settled: 'Order settled',
  looking: 'A worker looks at the supplier now',
};
const de: typeof en = {
  title: 'Bestellung abschließen',
  open: 'Noch ist nicht bekannt, was aus dieser Bestellung wurde. Sie wird beim Lieferanten gesucht.',
  asks: 'Nur ein Mensch kann herausfinden, was aus dieser Bestellung wurde.',
  atSupplier: (carrier) => `Was ${carrier} um diese Zeit auflistet`,
  nothing: 'Der Lieferant listet keine Bestellungen dieser Minuten.',
  failed: 'Die Liste des Lieferanten war nicht lesbar',
  likely: 'Vielleicht diese Bestellung',
  taken: (order) => `Gehört zur Bestellung ${order}`,
  other: 'Anderer Code oder andere Referenz',
  thisOne: 'Es ist diese',
  number: 'Nummer beim Lieferanten',
  byNumber: 'Sie hat diese Nummer',
  never: 'Sie wurde nie gemacht',
  again: 'Noch einmal suchen',
  placedTitle: 'Ist es diese Bestellung?',
  placed: (number, carrier) =>
    `Die Bestellung ${number} wird bei ${carrier} gesucht; ihre eSIM oder Aufladung gilt als ` +
    'geliefert.',
  toppedUp: 'Die Aufladung gilt als geliefert. Der Lieferant wird nicht gefragt.',
  charged: 'Der Kunde bekommt sie, und die reservierten Credits werden abgebucht.',
  spare:
    'Das Paket ist schon gescheitert: Eine neue eSIM wird zurückgelegt und geht an den nächsten ' +
    'Verkauf.',
  settlePlaced: 'Als diese Bestellung nehmen',
  neverTitle: 'Wurde die Bestellung nie gemacht?',
  neverText:
    'Die Bestellung gilt als abgelehnt und wird nicht mehr gesucht. Wenn der Lieferant sie doch ' +
    'gemacht hat, ist verloren, was sie dort gekostet hat.',
  released: 'Das Paket scheitert, und die reservierten Credits werden frei.',
  releasedBefore: 'Das Paket ist schon gescheitert, und seine Credits wurden frei.',
  settleNever: 'Credits freigeben',
  settleNeverExpired: 'Nicht mehr suchen',
  settled: 'Bestellung abgeschlossen',
  looking: 'Beim Lieferanten wird jetzt gesucht',
};
export const settleWords: Words<typeof en> = { en, de };
