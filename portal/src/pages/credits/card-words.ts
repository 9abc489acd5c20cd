import type { Words } from '../../words/language.tsx';

const en = {
  cards: 'Cards',
  noCards: 'No card yet',
  noCardsText: 'A card pays purchases at once, and automatic top-ups.',
  standard: 'Default',
  makeStandard: 'Make default',
  remove: 'Remove',
  removeTitle: (last: string) => `Remove card ···· ${last}?`,
  removeText: 'Purchases and automatic top-ups can no longer be paid with it.',
  expires: (date: string) => `expires ${date}`,
  testCard: 'Test card number',
  testCardHelp:
    '4242 4242 4242 4242 succeeds, 4000 0000 0000 0002 is declined, 4000 0027 6000 3184 asks for confirmation.',
  save: 'Save card',
  cancel: 'Cancel',
  saving: 'The card is being saved …',
  refused: 'The card was not saved',
  notLoaded: 'Stripe’s form cannot be loaded. Allow js.stripe.com in your browser and try again.',
  unavailable: 'Cards are not available on this platform. Pay by bank transfer.',
};

const de: typeof en = {
  cards: 'Karten',
  noCards: 'Noch keine Karte',
  noCardsText: 'Eine Karte bezahlt Käufe sofort, und automatische Aufladungen.',
  standard: 'Standard',
  makeStandard: 'Als Standard',
  remove: 'Entfernen',
  removeTitle: (last) => `Karte ···· ${last} entfernen?`,
  removeText: 'Käufe und automatische Aufladungen lassen sich nicht mehr damit bezahlen.',
  expires: (date) => `gültig bis ${date}`,
  testCard: 'Nummer der Testkarte',
  testCardHelp:
    '4242 4242 4242 4242 gelingt, 4000 0000 0000 0002 wird abgelehnt, 4000 0027 6000 3184 verlangt eine Bestätigung.',
  save: 'Karte speichern',
  cancel: 'Abbrechen',
  saving: 'Die Karte wird gespeichert …',
  refused: 'Die Karte wurde nicht gespeichert',
  notLoaded:
    'Das Formular von Stripe lässt sich nicht laden. Erlauben Sie js.stripe.com im Browser und versuchen Sie es erneut.',
  unavailable: 'Karten gibt es auf dieser Plattform nicht. Zahlen Sie per Überweisung.',
};

/** The words of the cards that pay for credits. */
export const cardWords: Words<typeof en> = { en, de };
