import type { Words } from '../../words/language.tsx';

const en = {
  title: 'Installations in apps',
  by: 'Installations by',
  groups: { model: 'Model', system_version: 'System version' },
  rate: 'Success rate',
  started: 'Started',
  succeeded: 'Succeeded',
  failed: 'Failed',
  cancelled: 'Cancelled',
  all: 'All phones',
  unknown: 'unknown',
  empty:
    'No app reported an installation in this period. Here you will see on which phones installing succeeds.',
  apps: 'Apps',
};
const de: typeof en = {
  title: 'Installationen in Apps',
  by: 'Installationen nach',
  groups: { model: 'Modell', system_version: 'Systemversion' },
  rate: 'Erfolgsquote',
  started: 'Begonnen',
  succeeded: 'Gelungen',
  failed: 'Gescheitert',
  cancelled: 'Abgebrochen',
  all: 'Alle Telefone',
  unknown: 'unbekannt',
  empty:
    'In diesem Zeitraum hat keine App eine Installation gemeldet. Hier sehen Sie, auf welchen Telefonen sie gelingt.',
  apps: 'Apps',
};
export const installationWords: Words<typeof en> = { en, de };
