import type { Words } from '../../words/language.tsx';

const en = {
  title: 'Home',
  attention: 'Needs attention',
  nothing: 'Nothing needs you now.',
  today: (revenue: string, margin: string) => `today ${revenue} revenue, ${margin} margin`,
  unknown: 'unknown',
  low: (carrier: string) => `${carrier} is low on profiles`,
  lowText: (free: string, below: string) => `${free} free, you are warned below ${below}`,
  openStock: 'Open stock',
  transfers: (count: number, shown: string) =>
    count === 1 ? '1 bank transfer is awaited' : `${shown} bank transfers are awaited`,
  openTransfers: 'Open transfers',
  approvals: (count: number, shown: string) =>
    count === 1 ? '1 change waits for approval' : `${shown} changes wait for approval`,
  openApprovals: 'Decide',
  adjustments: (count: number, shown: string) =>
    count === 1 ? '1 adjustment waits for approval' : `${shown} adjustments wait for approval`,
  apps: (count: number, shown: string) =>
    count === 1 ? '1 app waits for approval' : `${shown} apps wait for approval`,
  openApps: 'Open apps',
  tickets: (count: number, shown: string) =>
    count === 1 ? '1 ticket to answer' : `${shown} tickets to answer`,
  oldest: (subject: string) => `Latest: ${subject}`,
  openTickets: 'Open tickets',
  openOperations: 'Open operations',
  setUp: (count: number, shown: string) =>
    count === 1
      ? '1 thing is missing before the first live sale'
      : `${shown} things are missing before the first live sale`,
  openSetUp: 'Open settings',
  newest: 'Newest resellers',
  allResellers: 'All resellers',
  noResellers: 'No resellers yet.',
  create: 'New reseller',
  lastDays: 'Last 30 days',
  checked: 'Last ledger check',
  balanced: (when: string) => `Everything balanced, ${when}`,
};
const de: typeof en = {
  title: 'Übersicht',
  attention: 'Braucht Aufmerksamkeit',
  nothing: 'Gerade braucht Sie nichts.',
  today: (revenue, margin) => `heute ${revenue} Umsatz, ${margin} Marge`,
  unknown: 'unbekannte',
  low: (carrier) => `${carrier} hat wenige Profile`,
  lowText: (free, below) => `${free} frei, gewarnt wird unter ${below}`,
  openStock: 'Bestand öffnen',
  transfers: (count, shown) =>
    count === 1 ? '1 Überweisung wird erwartet' : `${shown} Überweisungen werden erwartet`,
  openTransfers: 'Überweisungen öffnen',
  approvals: (count, shown) =>
    count === 1 ? '1 Änderung wartet auf Freigabe' : `${shown} Änderungen warten auf Freigabe`,
  openApprovals: 'Entscheiden',
  adjustments: (count, shown) =>
    count === 1 ? '1 Korrektur wartet auf Freigabe' : `${shown} Korrekturen warten auf Freigabe`,
  apps: (count, shown) =>
    count === 1 ? '1 App wartet auf Freigabe' : `${shown} Apps warten auf Freigabe`,
  openApps: 'Apps öffnen',
  tickets: (count, shown) =>
    count === 1 ? '1 Anfrage zu beantworten' : `${shown} Anfragen zu beantworten`,
  oldest: (subject) => `Zuletzt: ${subject}`,
  openTickets: 'Anfragen öffnen',
  openOperations: 'Betrieb öffnen',
  setUp: (count, shown) =>
    count === 1
      ? 'Vor dem ersten Live-Verkauf fehlt noch 1 Sache'
      : `Vor dem ersten Live-Verkauf fehlen noch ${shown} Sachen`,
  openSetUp: 'Einstellungen öffnen',
  newest: 'Neueste Reseller',
  allResellers: 'Alle Reseller',
  noResellers: 'Noch keine Reseller.',
  create: 'Neuer Reseller',
  lastDays: 'Letzte 30 Tage',
  checked: 'Letzte Prüfung der Bücher',
  balanced: (when) => `Alles stimmte, ${when}`,
};
export const operatorHomeWords: Words<typeof en> = { en, de };
