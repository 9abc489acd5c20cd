import type { Words } from '../../words/language.tsx';

const en = {
  title: 'Reports',
  period: 'Period',
  mode: 'Accounts',
  modes: { live: 'Live', sandbox: 'Sandbox', all: 'Live and sandbox' },
  reseller: 'Reseller',
  figures: { revenue: 'Revenue', margin: 'Margin', sold: 'Sold', refunded: 'Refunds' },
  uncosted: (count: number, shown: string) =>
    count === 1
      ? 'The cost of 1 package is unknown, so the margin is at most this.'
      : `The cost of ${shown} packages is unknown, so the margin is at most this.`,
  unknownCosts: 'Set costs',
  days: 'Days are in UTC',
  plans: 'By data plan',
  plan: 'Data plan',
  carrier: 'Carrier',
  sold: 'Sold',
  refunded: 'Refunded',
  revenue: 'Revenue',
  cost: 'Cost',
  margin: 'Margin',
  unknown: 'Unknown',
  empty: 'No sales in this period',
  emptyText: 'Choose a longer period, or other accounts.',
  inPeriod: 'In the period',
  fromStock: (count: string) => `${count} from prepaid stock`,
};
const de: typeof en = {
  title: 'Berichte',
  period: 'Zeitraum',
  mode: 'Konten',
  modes: { live: 'Live', sandbox: 'Sandbox', all: 'Live und Sandbox' },
  reseller: 'Reseller',
  figures: { revenue: 'Umsatz', margin: 'Marge', sold: 'Verkauft', refunded: 'Erstattungen' },
  uncosted: (count, shown) =>
    count === 1
      ? 'Von 1 Paket sind die Kosten unbekannt; die Marge ist höchstens so hoch.'
      : `Von ${shown} Paketen sind die Kosten unbekannt; die Marge ist höchstens so hoch.`,
  unknownCosts: 'Kosten festlegen',
  days: 'Tage sind in UTC',
  plans: 'Nach Datentarif',
  plan: 'Datentarif',
  carrier: 'Netzbetreiber',
  sold: 'Verkauft',
  refunded: 'Erstattet',
  revenue: 'Umsatz',
  cost: 'Kosten',
  margin: 'Marge',
  unknown: 'Unbekannt',
  empty: 'Keine Verkäufe in diesem Zeitraum',
  emptyText: 'Wählen Sie einen längeren Zeitraum oder andere Konten.',
  inPeriod: 'Im Zeitraum',
  fromStock: (count) => `${count} aus vorausbezahltem Bestand`,
};
export const salesWords: Words<typeof en> = { en, de };
