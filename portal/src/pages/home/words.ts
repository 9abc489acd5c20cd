import type { Words } from '../../words/language.tsx';

const en = {
  title: 'Home',
  sell: 'Sell a package',
  figures: { retail: 'Revenue', margin: 'Margin', sold: 'Packages sold', refunded: 'Refunds' },
  active: (count: string) => `${count} active or waiting now`,
  alertBelow: (amount: string) => `Alert below ${amount}`,
  marginOf: (share: string) => `${share} of revenue`,
  refundsOf: (share: string) => `${share} of packages`,
  lastDays: 'Last 30 days',
  today: 'Today, so far',
  before: '30 days before',
  change: (by: string) => `${by} on the 30 days before`,
  credits: 'Credits available',
  runway: (days: number, pace: string) =>
    days === 1
      ? `Enough for about a day at ${pace} a day.`
      : `Enough for about ${days} days at ${pace} a day.`,
  noPace: 'Nothing was sold in the last 7 days.',
  held: (amount: string) => `${amount} more are held.`,
  buy: 'Buy credits',
  auto: 'Automatic top-up',
  autoOn: 'Automatic top-up is on',
  autoOff: 'Automatic top-up is off',
  attention: 'Needs attention',
  nothing: 'Nothing needs attention.',
  events: 'Latest events',
  allEvents: 'All events',
  noEvents: 'Events appear here as they happen.',
  failing: (url: string) => `Deliveries to ${url} are failing`,
  failingText: (time: string) => `Since ${time}. They are kept and retried for three days.`,
  disabled: (url: string) => `The endpoint ${url} was disabled`,
  openWebhook: 'Open webhooks',
  ticket: (number: string) => `Ticket ${number} has an answer`,
  reply: 'Reply',
  low: 'Credits are low',
  lowText: (days: number) =>
    days === 1
      ? 'At the current rate they will last about a day.'
      : `At the current rate they will last about ${days} days.`,
  topUp: 'Automatic top-up is switched off',
  card: (last: string) => `Card ending ${last} expires soon`,
  changeCard: 'Change card',
  belowCost: (count: number, shown: string) =>
    count === 1 ? 'One item sells below its cost' : `${shown} items sell below their cost`,
  belowCostText: 'Their wholesale price is higher than your retail price.',
  review: 'Review prices',
  setUp: {
    title: 'Set up your shop',
    text: 'Until the first live sale.',
    billing: 'Enter billing details',
    credits: 'Buy credits',
    inventory: 'Set your prices',
    key: 'Create an API key',
    webhook: 'Add a webhook endpoint',
    sale: 'Sell the first package',
  },
};
const de: typeof en = {
  title: 'Übersicht',
  sell: 'Paket verkaufen',
  figures: {
    retail: 'Umsatz',
    margin: 'Marge',
    sold: 'Verkaufte Pakete',
    refunded: 'Erstattungen',
  },
  active: (count) => `${count} jetzt aktiv oder wartend`,
  alertBelow: (amount) => `Warnung unter ${amount}`,
  marginOf: (share) => `${share} vom Umsatz`,
  refundsOf: (share) => `${share} der Pakete`,
  lastDays: 'Letzte 30 Tage',
  today: 'Heute bisher',
  before: '30 Tage davor',
  change: (by) => `${by} zu den 30 Tagen davor`,
  credits: 'Verfügbares Guthaben',
  runway: (days, pace) =>
    days === 1
      ? `Reicht etwa einen Tag bei ${pace} am Tag.`
      : `Reicht etwa ${days} Tage bei ${pace} am Tag.`,
  noPace: 'In den letzten 7 Tagen wurde nichts verkauft.',
  held: (amount) => `${amount} sind außerdem reserviert.`,
  buy: 'Guthaben kaufen',
  auto: 'Automatische Aufladung',
  autoOn: 'Automatische Aufladung ist an',
  autoOff: 'Automatische Aufladung ist aus',
  attention: 'Zu erledigen',
  nothing: 'Nichts zu erledigen.',
  events: 'Neueste Ereignisse',
  allEvents: 'Alle Ereignisse',
  noEvents: 'Was geschieht, erscheint hier sofort.',
  failing: (url) => `Zustellungen an ${url} scheitern`,
  failingText: (time) => `Seit ${time}. Sie werden drei Tage lang aufbewahrt und wiederholt.`,
  disabled: (url) => `Der Endpunkt ${url} wurde abgeschaltet`,
  openWebhook: 'Webhooks öffnen',
  ticket: (number) => `Anfrage ${number} ist beantwortet`,
  reply: 'Antworten',
  low: 'Das Guthaben ist niedrig',
  lowText: (days) =>
    days === 1
      ? 'Beim jetzigen Tempo reicht es einen Tag.'
      : `Beim jetzigen Tempo reicht es ${days} Tage.`,
  topUp: 'Die automatische Aufladung ist abgeschaltet',
  card: (last) => `Karte ···· ${last} läuft bald ab`,
  changeCard: 'Karte ändern',
  belowCost: (count, shown) =>
    count === 1
      ? 'Ein Artikel kostet weniger als sein Einkauf'
      : `${shown} Artikel kosten weniger als ihr Einkauf`,
  belowCostText: 'Ihr Einkaufspreis ist höher als Ihr Verkaufspreis.',
  review: 'Preise prüfen',
  setUp: {
    title: 'Shop einrichten',
    text: 'Bis zum ersten echten Verkauf.',
    billing: 'Rechnungsdaten eingeben',
    credits: 'Guthaben kaufen',
    inventory: 'Preise festlegen',
    key: 'API-Schlüssel anlegen',
    webhook: 'Webhook-Endpunkt hinzufügen',
    sale: 'Erstes Paket verkaufen',
  },
};
export const homeWords: Words<typeof en> = { en, de };
