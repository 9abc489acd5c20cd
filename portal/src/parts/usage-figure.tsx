import type { Schemas } from '../api/client.ts';
import { useWords } from '../words/language.tsx';
import { Ago } from './time.tsx';
import { partWords } from './words.ts';

type Figure = Pick<Schemas['EsimProfile'], 'usageAsOf' | 'usageSource'>;

/** Of which moment the data left is known, and who said so; nothing before the first report. */
export function UsageFigure({ of }: { of: readonly Figure[] }) {
  const words = useWords(partWords);
  const [latest] = of.toSorted(byAge);
  if (!latest?.usageAsOf || !latest.usageSource) return null;
  return (
    <span className="t3 small">
      {words.asOf} <Ago at={latest.usageAsOf} /> · {words.usageSources[latest.usageSource]}
    </span>
  );
}

/** The latest first; times of the API sort as texts. */
function byAge(one: Figure, other: Figure): number {
  return (other.usageAsOf ?? '').localeCompare(one.usageAsOf ?? '');
}
