import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import type { PriceChange } from './price-changes.tsx';
import { priceWords } from './price-words.ts';
import { useMonthEffect } from './use-pricing.ts';

/** The effect of new prices in numbers. */
export function PriceEffect({
  changes,
  unchanged,
}: {
  changes: readonly PriceChange[];
  unchanged: number;
}) {
  const words = useWords(priceWords);
  const format = useFormat();
  const month = useMonthEffect(changes);
  const rise = changes.filter(
    ({ oldRetailPrice, newRetailPrice }) => newRetailPrice.priceValue > oldRetailPrice.priceValue,
  ).length;
  const counts: [string, number][] = [
    [words.rise, rise],
    [words.fall, changes.length - rise],
    [words.stay, unchanged],
  ];
  return (
    <dl className="price-effect" aria-live="polite">
      {counts.map(([name, count]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{format.number(count)}</dd>
        </div>
      ))}
      {changes.length > 0 && (
        <div className="is-apart">
          <dt>{words.averageMargin}</dt>
          <dd>
            <span className="t2">{format.percent(averageMargin(changes, 'oldRetailPrice'))}</span>{' '}
            <span className="t3" aria-hidden="true">
              ›
            </span>{' '}
            {format.percent(averageMargin(changes, 'newRetailPrice'))}
          </dd>
        </div>
      )}
      {month !== undefined && (
        <div className="is-apart">
          <dt>{words.volume}</dt>
          <dd className={month < 0 ? 'neg' : undefined}>
            {month > 0 && '+'}
            {format.money({ priceValue: month })}
          </dd>
        </div>
      )}
    </dl>
  );
}

/** Counts of changed items, each item once. */
function averageMargin(
  changes: readonly PriceChange[],
  of: 'oldRetailPrice' | 'newRetailPrice',
): number {
  const margins = changes.flatMap((change) => {
    const retail = change[of].priceValue;
    return retail > 0 ? [(retail - change.wholesalePrice.priceValue) / retail] : [];
  });
  return margins.reduce((sum, margin) => sum + margin, 0) / Math.max(1, margins.length);
}
