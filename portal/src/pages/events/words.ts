import type { Words } from '../../words/language.tsx';

const en = {
  title: 'Events',
  object: 'ICCID or ID',
  kind: 'ID of a',
  kinds: { customer: 'Customer', package: 'Package' },
  type: 'Type',
  at: 'Time',
  event: 'Event',
  sequence: 'Sequence',
  about: 'About',
  empty: 'No events yet',
  emptyText: 'Sales, installations, travel and everything else that happens appears here at once.',
  data: 'Data',
  id: 'Event ID',
};
const de: typeof en = {
  title: 'Ereignisse',
  object: 'ICCID oder ID',
  kind: 'ID von',
  kinds: { customer: 'Kunde', package: 'Paket' },
  type: 'Art',
  at: 'Zeit',
  event: 'Ereignis',
  sequence: 'Nummer',
  about: 'Betrifft',
  empty: 'Noch keine Ereignisse',
  emptyText: 'Verkäufe, Installationen, Reisen und alles andere erscheint hier sofort.',
  data: 'Daten',
  id: 'Ereignis-ID',
};
export const eventWords: Words<typeof en> = { en, de };
