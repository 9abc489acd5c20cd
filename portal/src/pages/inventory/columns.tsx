import { ActionIcon } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useVolume } from '../../parts/data-terms.ts';
import { PackageName } from '../../parts/package-name.tsx';
import type { Column } from '../../parts/table/column.ts';
import { partWords } from '../../parts/words.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { type Item, MarginCell, NameCell, PriceCell, SaleSwitch } from './cells.tsx';
import { inventoryWords } from './words.ts';

const NARROW = ['item', 'wholesale', 'retail', 'margin', 'open'];

type Opening = { isNarrow: boolean; open: (id: string) => void; openStock: (id: string) => void };

/** While a panel is open, the list omits the columns that the panel shows. */
export function useColumns({ isNarrow, open, openStock }: Opening): Column<Item>[] {
  const words = useWords(inventoryWords);
  const parts = useWords(partWords);
  const format = useFormat();
  const volume = useVolume();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the callbacks do not change
  return useMemo(() => {
    const all: Column<Item>[] = [
      {
        id: 'item',
        head: words.item,
        width: isNarrow ? '60%' : '36%',
        sortBy: 'NAME',
        isOwn: true,
        cell: (item) => <NameCell item={item} />,
      },
      {
        id: 'size',
        head: words.size,
        width: '96px',
        sortBy: 'VOLUME',
        isRight: true,
        cell: volume,
      },
      {
        id: 'validity',
        head: words.validity,
        width: '112px',
        sortBy: 'VALIDITY',
        isRight: true,
        cell: ({ validitySize }) => (
          <span className="t2">
            {validitySize === null ? words.unlimited : words.days(format.number(validitySize))}
          </span>
        ),
      },
      {
        id: 'wholesale',
        head: words.wholesale,
        width: '108px',
        sortBy: 'PRICE',
        isRight: true,
        cell: ({ prices: [price] }) => <span className="t2">{price && format.amount(price)}</span>,
      },
      {
        id: 'retail',
        head: words.retail,
        width: '108px',
        sortBy: 'RETAILPRICE',
        isRight: true,
        cell: (item) => <PriceCell item={item} />,
      },
      {
        id: 'margin',
        head: words.margin,
        width: '92px',
        isRight: true,
        cell: (item) => <MarginCell item={item} />,
      },
      {
        id: 'stock',
        head: words.stock,
        width: '92px',
        sortBy: 'AMOUNT',
        isRight: true,
        cell: ({ id, name, amount }) => (
          <button
            type="button"
            className={amount > 0 ? 'edit num' : 'edit t3'}
            aria-label={`${words.stockOf(name)}: ${format.number(amount)}`}
            onClick={() => openStock(id)}
          >
            {format.number(amount)}
          </button>
        ),
      },
      {
        id: 'sale',
        head: words.sale,
        width: '112px',
        isRight: true,
        cell: (item) => <SaleSwitch item={item} />,
      },
      {
        id: 'open',
        head: parts.open,
        isHeadHidden: true,
        width: '64px',
        isRight: true,
        cell: ({ id, name }) => (
          <ActionIcon size={28} aria-label={parts.details(name)} onClick={() => open(id)}>
            <IconChevronRight size={16} stroke={1.5} />
          </ActionIcon>
        ),
      },
    ];
    return isNarrow ? all.filter(({ id }) => NARROW.includes(id)) : all;
  }, [words, parts, format, isNarrow]);
}

export function PhoneRow({ item }: { item: Item }) {
  const format = useFormat();
  return (
    <>
      <div className="l1">
        <PackageName name={item.name} countrySet={item.countrySet} />
        <PriceCell item={item} />
      </div>
      <div className="l2">
        <span>
          {item.prices[0] && format.amount(item.prices[0])} · <MarginCell item={item} />
        </span>
        <SaleSwitch item={item} />
      </div>
    </>
  );
}
