import type { Locale } from '../../kernel/locale.ts';
import type { VatTreatment } from './vat.ts';

type Words = Record<Locale, string>;

/** The sentences that explain the VAT of an invoice; some are required by law. */
const NOTES: Record<VatTreatment, Words | null> = {
  domestic: null,
  eu_consumer_rate: null,
  reverse_charge: {
    en:
      'Reverse charge: VAT to be accounted for by the recipient ' +
      '(Article 196, Directive 2006/112/EC).',
    de:
      'Steuerschuldnerschaft des Leistungsempfängers: Die Umsatzsteuer schuldet der ' +
      'Leistungsempfänger (Artikel 196 der Richtlinie 2006/112/EG).',
  },
  outside_eu: {
    en: 'Not subject to VAT: the recipient is outside the European Union.',
    de: 'Nicht steuerbar: Der Leistungsempfänger ist außerhalb der Europäischen Union ansässig.',
  },
  seller_outside_eu: {
    en: 'No VAT is charged: the supplier is outside the European Union.',
    de: 'Ohne Umsatzsteuer: Der Leistende ist außerhalb der Europäischen Union ansässig.',
  },
};

/** Returns the sentence of an invoice with this treatment; null without one. */
export function vatNote(treatment: VatTreatment, locale: Locale): string | null {
  return NOTES[treatment]?.[locale] ?? null;
}

const WARNING: Words = {
  en:
    'VAT paid by mistake cannot be refunded. Check the country and the VAT ID of your billing ' +
    'details before you pay.',
  de:
    'Irrtümlich gezahlte Umsatzsteuer kann nicht erstattet werden. Prüfen Sie vor der Zahlung ' +
    'das Land und die USt-IdNr. in Ihren Rechnungsdaten.',
};

/** Returns the warning that is shown before a payment. */
export function vatWarning(locale: Locale): string {
  return WARNING[locale];
}
