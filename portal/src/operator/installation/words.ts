import type { Words } from '../../words/language.tsx';

const en = {
  title: 'Settings',
  tabs: { checks: 'Installation', seller: 'Seller and VAT' },
  progress: (done: string, all: string) => `${done} of ${all} done`,
  openPage: 'Open page',
  ready: 'This installation can sell',
  notReady: (count: number, shown: string) =>
    count === 1
      ? '1 thing is missing before the first live sale'
      : `${shown} things are missing before the first live sale`,
  states: { ok: 'Done', missing: 'Missing', attention: 'Needs attention', unknown: 'Unknown' },
  sellerText:
    'Stands on every invoice and credit note. Changes appear on documents from now on; a new bank account takes effect when another operator approves it.',
  legalName: 'Legal name',
  addressLine1: 'Street and number',
  addressLine2: 'Address line 2',
  postalCode: 'Postal code',
  city: 'City',
  country: 'Country',
  vatId: 'VAT ID',
  email: 'Email',
  bank: 'Bank account',
  bankName: 'Bank',
  iban: 'IBAN',
  bic: 'BIC',
  save: 'Save seller',
  saved: 'Seller saved',
  waits: 'Saved. The bank account waits for another operator under Money, Approvals.',
};
const de: typeof en = {
  title: 'Einstellungen',
  tabs: { checks: 'Installation', seller: 'Verkäufer und USt.' },
  progress: (done, all) => `${done} von ${all} erledigt`,
  openPage: 'Seite öffnen',
  ready: 'Diese Installation kann verkaufen',
  notReady: (count, shown) =>
    count === 1
      ? 'Vor dem ersten Live-Verkauf fehlt noch 1 Sache'
      : `Vor dem ersten Live-Verkauf fehlen noch ${shown} Sachen`,
  states: {
    ok: 'Erledigt',
    missing: 'Fehlt',
    attention: 'Braucht Aufmerksamkeit',
    unknown: 'Unbekannt',
  },
  sellerText:
    'Steht auf jeder Rechnung und Gutschrift. Änderungen gelten für Belege ab jetzt; ein neues Bankkonto gilt, sobald ein anderer Betreiber es freigibt.',
  legalName: 'Firma',
  addressLine1: 'Straße und Nummer',
  addressLine2: 'Adresszusatz',
  postalCode: 'Postleitzahl',
  city: 'Ort',
  country: 'Land',
  vatId: 'USt-IdNr.',
  email: 'E-Mail',
  bank: 'Bankkonto',
  bankName: 'Bank',
  iban: 'IBAN',
  bic: 'BIC',
  save: 'Verkäufer speichern',
  saved: 'Verkäufer gespeichert',
  waits:
    'Gespeichert. Das Bankkonto wartet unter Zahlungen, Freigaben auf einen anderen Betreiber.',
};
export const installationWords: Words<typeof en> = { en, de };
