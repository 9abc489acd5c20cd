import type { Locale } from '../../kernel/locale.ts';
import type { TransferType } from '../credits/index.ts';

type Words = {
  title: (month: string) => string;
  account: Record<'live' | 'sandbox', string>;
  timeZone: string;
  opening: string;
  closing: string;
  date: string;
  added: string;
  spent: string;
  balance: string;
  byType: string;
  entries: string;
  types: Record<TransferType, string>;
};

const en: Words = {
  title: (month) => `Statement of credits, ${month}`,
  account: { live: 'Live account', sandbox: 'Sandbox account' },
  timeZone: 'Time zone',
  opening: 'Opening balance',
  closing: 'Closing balance',
  date: 'Date',
  added: 'Added',
  spent: 'Spent',
  balance: 'Balance',
  byType: 'Entries by type',
  entries: 'Entries',
  types: {
    credit_purchase: 'Purchases of credits',
    auto_top_up: 'Automatic top-ups',
    activation: 'Sales',
    refund: 'Refunds of packages',
    stock_purchase: 'Prepaid stock',
    adjustment: 'Adjustments',
    sandbox_credit: 'Sandbox credits',
  },
};

const de: Words = {
  title: (month) => `Guthabenauszug, ${month}`,
  account: { live: 'Live-Konto', sandbox: 'Sandbox-Konto' },
  timeZone: 'Zeitzone',
  opening: 'Anfangsstand',
  closing: 'Endstand',
  date: 'Datum',
  added: 'Zugang',
  spent: 'Abgang',
  balance: 'Stand',
  byType: 'Buchungen nach Art',
  entries: 'Buchungen',
  types: {
    credit_purchase: 'Käufe von Guthaben',
    auto_top_up: 'Automatische Aufladungen',
    activation: 'Verkäufe',
    refund: 'Erstattete Pakete',
    stock_purchase: 'Vorausbezahlter Bestand',
    adjustment: 'Korrekturen',
    sandbox_credit: 'Sandbox-Guthaben',
  },
};

/** The printed words of a statement by language. */
export const STATEMENT_WORDS: Record<Locale, Words> = { en, de };

/** Returns the month in this language: `April 2026`. */
export function printMonth(month: string, locale: Locale): string {
  const language = locale === 'de' ? 'de-DE' : 'en-GB';
  const format = new Intl.DateTimeFormat(language, {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return format.format(new Date(`${month}-01T00:00:00Z`));
}
