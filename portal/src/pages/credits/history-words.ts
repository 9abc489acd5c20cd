import type { Words } from '../../words/language.tsx';

const en = {
  title: 'Automatic top-up history',
  empty: 'No automatic top-ups yet.',
  states: { pending: 'Being paid', paid: 'Paid', declined: 'Declined' },
  attempt: (number: string) => `attempt ${number}`,
  next: (time: string) => `tries again ${time}`,
};

const de: typeof en = {
  title: 'Was die automatische Aufladung getan hat',
  empty: 'Sie hat noch nichts gekauft.',
  states: { pending: 'Wird bezahlt', paid: 'Bezahlt', declined: 'Abgelehnt' },
  attempt: (number) => `Versuch ${number}`,
  next: (time) => `versucht es ${time} erneut`,
};

export const historyWords: Words<typeof en> = { en, de };
