import type { Words } from '../../words/language.tsx';

const en = {
  title: 'Reports',
  period: 'Period',
  by: 'Grouped by',
  interval: 'Per',
  intervals: { day: 'Day', week: 'Week', month: 'Month' },
  groups: {
    item: 'Item',
    country_set: 'Country set',
    sales_channel: 'Sales channel',
    api_key: 'API key',
  },
  figures: {
    retail: 'Revenue',
    margin: 'Margin',
    sold: 'Packages sold',
    refunded: 'Refunds',
  },
  wholesale: 'Wholesale cost',
  activated: 'Activated',
  marginOf: (share: string) => `${share} of revenue`,
  wholesaleOf: (amount: string) => `${amount} wholesale cost`,
  activatedOf: (count: string) => `${count} activated`,
  refundsOf: (amount: string) => `${amount} to credits`,
  none: 'not known',
  empty: 'Nothing was sold in this period',
  emptyText: 'Choose a longer period, or sell a package.',
};
const de: typeof en = {
  title: 'Berichte',
  period: 'Zeitraum',
  by: 'Gruppiert nach',
  interval: 'Je',
  intervals: { day: 'Tag', week: 'Woche', month: 'Monat' },
  groups: {
    item: 'Artikel',
    country_set: 'Ländergruppe',
    sales_channel: 'Verkaufskanal',
    api_key: 'API-Schlüssel',
  },
  figures: {
    retail: 'Umsatz',
    margin: 'Marge',
    sold: 'Verkaufte Pakete',
    refunded: 'Erstattungen',
  },
  wholesale: 'Einkauf',
  activated: 'Aktiviert',
  marginOf: (share) => `${share} vom Umsatz`,
  wholesaleOf: (amount) => `${amount} Einkauf`,
  activatedOf: (count) => `${count} aktiviert`,
  refundsOf: (amount) => `${amount} ins Guthaben`,
  none: 'nicht bekannt',
  empty: 'In diesem Zeitraum wurde nichts verkauft',
  emptyText: 'Wählen Sie einen längeren Zeitraum, oder verkaufen Sie ein Paket.',
};
export const reportWords: Words<typeof en> = { en, de };
