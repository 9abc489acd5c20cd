import { useMemo } from 'react';
import { PackageName } from '../../parts/package-name.tsx';
import { PackageStateWord } from '../../parts/states.tsx';
import type { Column } from '../../parts/table/column.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import type { Sale } from './use-sales.ts';
import { salesWords } from './words.ts';

/** While a panel is open, the list omits the columns that the panel shows. */
export function useColumns(isNarrow: boolean): Column<Sale>[] {
  const words = useWords(salesWords);
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: 'sold',
        head: words.sold,
        width: isNarrow ? '92px' : '112px',
        cell: ({ salesDate }) => (
          <time className="num" dateTime={salesDate} title={format.exact(salesDate)}>
            {format.time(salesDate)}
          </time>
        ),
      },
      {
        id: 'package',
        head: words.package,
        width: isNarrow ? '46%' : '30%',
        cell: ({ balance, countrySet }) => (
          <PackageName name={balance.name} countrySet={countrySet} />
        ),
      },
      {
        id: 'customer',
        head: words.customer,
        width: isNarrow ? '54%' : '30%',
        cell: ({ customerEmail }) => (
          <span className={customerEmail ? 't2' : 't3'}>{customerEmail ?? words.noEmail}</span>
        ),
      },
      ...(isNarrow
        ? []
        : [
            {
              id: 'reference',
              head: words.reference,
              width: '15%',
              cell: ({ metatag }: Sale) => <span className="t3">{metatag}</span>,
            },
          ]),
      {
        id: 'status',
        head: words.status,
        width: isNarrow ? '100px' : '116px',
        cell: ({ state }) => <PackageStateWord state={state} />,
      },
      {
        id: 'retail',
        head: words.retail,
        width: isNarrow ? '64px' : '84px',
        isRight: true,
        cell: ({ retailPrice, state }) => (
          <span className={state === 'REFUNDED' ? 't3' : undefined}>
            {format.amount(retailPrice)}
          </span>
        ),
      },
      {
        id: 'margin',
        head: words.margin,
        width: isNarrow ? '84px' : '100px',
        isRight: true,
        cell: (sale) => {
          const margin = marginOf(sale);
          return (
            <span className={margin < 0 ? 'neg' : 't2'}>
              {format.amount({ priceValue: margin })}
            </span>
          );
        },
      },
    ],
    [words, format, isNarrow],
  );
}

function marginOf({ retailPrice, purchasePrice, state }: Sale): number {
  return state === 'REFUNDED' ? 0 : retailPrice.priceValue - purchasePrice.priceValue;
}
