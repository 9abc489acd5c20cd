import type { Words } from '../../words/language.tsx';

const en = {
  title: 'Offer plans to resellers',
  resellers: 'Resellers',
  plans: 'Data plans',
  complete: 'Take every other plan out of their inventories',
  preview: 'Preview',
  save: 'Save offers',
  saved: 'Offers saved',
  nothing: 'Nothing changes: they have these plans already.',
  reseller: 'Reseller',
  plan: 'Plan',
  change: 'Change',
  price: 'Retail price',
  sandbox: 'Sandbox',
  changes: {
    new: 'New',
    gone: 'Taken out',
    price: 'New price',
    unpriced: 'Not offered: no price',
    prepaid: 'Stays: prepaid units',
  },
};
const de: typeof en = {
  title: 'Resellern Tarife anbieten',
  resellers: 'Reseller',
  plans: 'Datentarife',
  complete: 'Jeden anderen Tarif aus ihrem Sortiment nehmen',
  preview: 'Vorschau',
  save: 'Angebote speichern',
  saved: 'Angebote gespeichert',
  nothing: 'Nichts ändert sich: Sie haben diese Tarife schon.',
  reseller: 'Reseller',
  plan: 'Tarif',
  change: 'Änderung',
  price: 'Verkaufspreis',
  sandbox: 'Sandbox',
  changes: {
    new: 'Neu',
    gone: 'Herausgenommen',
    price: 'Neuer Preis',
    unpriced: 'Nicht angeboten: kein Preis',
    prepaid: 'Bleibt: vorausbezahlte Einheiten',
  },
};
export const offerWords: Words<typeof en> = { en, de };
