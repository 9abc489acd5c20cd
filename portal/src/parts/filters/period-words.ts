import type { Words } from '../../words/language.tsx';
import type { Period } from './period.ts';

const en: Record<Period, string> = {
  today: 'Today',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  '90d': 'Last 90 days',
  '365d': 'Last 12 months',
};
const de: typeof en = {
  today: 'Heute',
  '7d': 'Letzte 7 Tage',
  '30d': 'Letzte 30 Tage',
  '90d': 'Letzte 90 Tage',
  '365d': 'Letzte 12 Monate',
};
export const periodWords: Words<typeof en> = { en, de };
