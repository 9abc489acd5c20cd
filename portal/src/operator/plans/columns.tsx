import { useMemo } from 'react';
import type { Schemas } from '../../api/client.ts';
import { State } from '../../look/state.tsx';
import { useVolume } from '../../parts/data-terms.ts';
import { PackageName } from '../../parts/package-name.tsx';
import type { Column } from '../../parts/table/column.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { planWords } from './words.ts';

type Plan = Schemas['DataPlanSummary'];

/** Returns the function that formats a plan's validity. */
export function useValidity(): (days: number | null) => string {
  const words = useWords(planWords);
  const format = useFormat();
  return (days) => (days === null ? words.unlimited : words.days(days, format.number(days)));
}

/** Returns wholesale price minus cost; undefined while either is unknown. */
export function marginOf({ wholesalePrice, cost }: Pick<Plan, 'wholesalePrice' | 'cost'>) {
  return wholesalePrice && cost ? wholesalePrice.priceValue - cost.priceValue : undefined;
}

/** The columns of the data plans. */
export function usePlanColumns(): Column<Plan>[] {
  const words = useWords(planWords);
  const format = useFormat();
  const volume = useVolume();
  const validity = useValidity();
  return useMemo(() => {
    const amount = (price: Plan['cost']) =>
      price ? format.amount(price) : <span className="t2">{words.unknown}</span>;
    return [
      {
        id: 'name',
        head: words.name,
        width: '50%',
        cell: ({ name, countrySet }) => <PackageName name={name} countrySet={countrySet} />,
      },
      {
        id: 'size',
        head: words.size,
        width: '96px',
        isRight: true,
        isWide: true,
        cell: volume,
      },
      {
        id: 'validity',
        head: words.validity,
        width: '112px',
        isRight: true,
        isWide: true,
        cell: ({ validityDays }) => <span className="t2">{validity(validityDays)}</span>,
      },
      {
        id: 'carrier',
        head: words.carrier,
        width: '20%',
        isWide: true,
        cell: ({ carrier }) => <span className="t2">{carrier}</span>,
      },
      {
        id: 'price',
        head: words.wholesale,
        width: '136px',
        isRight: true,
        cell: ({ wholesalePrice }) => amount(wholesalePrice),
      },
      {
        id: 'cost',
        head: words.cost,
        width: '96px',
        isRight: true,
        isWide: true,
        cell: ({ cost }) => amount(cost),
      },
      {
        id: 'margin',
        head: words.margin,
        width: '96px',
        isRight: true,
        isWide: true,
        cell: (plan) => {
          const margin = marginOf(plan);
          if (margin === undefined) return <span className="t2">{words.unknown}</span>;
          return (
            <span className={margin < 0 ? 'neg' : undefined}>
              {format.amount({ priceValue: margin })}
            </span>
          );
        },
      },
      {
        id: 'state',
        head: words.state,
        width: '128px',
        cell: ({ retiredAt }) => (
          <State shape={retiredAt ? 'over' : 'done'}>
            {retiredAt ? words.retired : words.onSale}
          </State>
        ),
      },
    ];
  }, [words, format, validity, volume]);
}
