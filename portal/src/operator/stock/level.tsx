import type { Schemas } from '../../api/client.ts';
import { State } from '../../look/state.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { stockWords } from './words.ts';

export type Stock = Schemas['CarrierStock'];

/** Shows whether a carrier has enough free profiles. */
export function Level({ of: { isLow } }: { of: Stock }) {
  const words = useWords(stockWords);
  return <State shape={isLow ? 'warning' : 'done'}>{isLow ? words.low : words.enough}</State>;
}

/** Shows how long the free profiles last at the current pace. */
export function DaysLeft({ of: { usedPerDay, daysLeft } }: { of: Stock }) {
  const words = useWords(stockWords);
  const format = useFormat();
  if (usedPerDay === null) return words.unknown;
  return daysLeft === null ? words.noEnd : words.days(format.number(daysLeft));
}
