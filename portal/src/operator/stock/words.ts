import type { Words } from '../../words/language.tsx';

const en = {
  title: 'Profile stock',
  carrier: 'Carrier',
  free: 'Free profiles',
  threshold: 'Warn below',
  noThreshold: 'No warning',
  state: 'State',
  low: 'Low',
  enough: 'Enough',
  empty: 'No profiles yet',
  emptyText:
    'Import eSIM profiles with the command gigastore import-profiles. A carrier appears here with its first profile.',
  thresholdLabel: 'Warn when fewer are free than',
  thresholdHelp: 'The operators get an email once, and Home shows it.',
  save: 'Save',
  saved: 'Threshold saved',
  networks: 'Networks',
  networksHelp: 'What travellers see as the networks of plans of this carrier.',
  noNetworks: 'No networks are known for this carrier.',
  network: 'Network',
  country: 'Country',
  technologies: 'Technologies',
};
const de: typeof en = {
  title: 'Profilbestand',
  carrier: 'Netzbetreiber',
  free: 'Freie Profile',
  threshold: 'Warnen unter',
  noThreshold: 'Keine Warnung',
  state: 'Zustand',
  low: 'Knapp',
  enough: 'Genug',
  empty: 'Noch keine Profile',
  emptyText:
    'Übernehmen Sie eSIM-Profile mit dem Befehl gigastore import-profiles. Ein Netzbetreiber erscheint hier mit seinem ersten Profil.',
  thresholdLabel: 'Warnen, wenn weniger frei sind als',
  thresholdHelp: 'Die Betreiber erhalten einmal eine E-Mail, und die Übersicht zeigt es.',
  save: 'Speichern',
  saved: 'Schwelle gespeichert',
  networks: 'Netze',
  networksHelp: 'Was Reisende als Netze der Tarife dieses Betreibers sehen.',
  noNetworks: 'Für diesen Netzbetreiber sind keine Netze bekannt.',
  network: 'Netz',
  country: 'Land',
  technologies: 'Technik',
};
export const stockWords: Words<typeof en> = { en, de };
