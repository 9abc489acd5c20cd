import './inventory.css';
import { ActionIcon, Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconX } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useApi } from '../../api/use-api.tsx';
import { Empty } from '../../parts/empty.tsx';
import { ChoiceFilter, TextFilter } from '../../parts/filters/filters.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { PackageName } from '../../parts/package-name.tsx';
import { PageHead } from '../../parts/page.tsx';
import { type Column, DataTable } from '../../parts/table/data-table.tsx';
import { NoMatches } from '../../parts/table/no-matches.tsx';
import { useTitle } from '../../parts/title.ts';
import { partWords } from '../../parts/words.ts';
import { useMay, useSession } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { CHANGE_ITEM, type Item, MarginCell, NameCell, PriceCell, SaleSwitch } from './cells.tsx';
import { StockDrawer } from './stock-drawer.tsx';
import { inventoryWords } from './words.ts';

const route = getRouteApi('/$mode/inventory');
const idOf = ({ id }: Item) => id;

export function InventoryPage() {
  const words = useWords(inventoryWords);
  const format = useFormat();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const may = useMay();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const { queries } = useApi();
  const { data, error, isPending, refetch } = queries.useQuery(
    'get',
    '/gigastore/products/inventory',
    {
      params: {
        query: {
          sort_by: (search.sort ?? 'NAME') as 'NAME',
          sort_dir: (search.dir ?? 'ASC') as 'ASC',
          ...(search.active && { active: search.active === 'true' }),
          ...(search.set && { country_set: search.set }),
        },
      },
    },
    { placeholderData: (before) => before },
  );
  useTitle(words.title);
  const set = (change: Partial<typeof search>, replace = true) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace, resetScroll: false });
  const items = useMatching(data?.items, search.q);
  const columns = useColumns((stock) => set({ stock }, false));
  const isFiltered = Boolean(search.q || search.active || search.set);
  return (
    <div className="list">
      <div className="list-head">
        <PageHead
          title={words.title}
          sub={
            data &&
            words.sub(
              format.number(data.items.length),
              format.number(data.items.filter(({ active }) => active).length),
            )
          }
        />
        <div className="chips">
          <TextFilter label={words.search} value={search.q} onChange={(q) => set({ q })} />
          <ChoiceFilter
            name={words.state}
            value={search.active}
            choices={[
              { value: 'true', label: words.onSale },
              { value: 'false', label: words.off },
            ]}
            onChange={(active) => set({ active })}
          />
          <CountrySetFilter value={search.set} onChange={(next) => set({ set: next })} />
        </div>
      </div>
      <div className="list-pad">
        <ErrorNotice error={error} retry={() => void refetch()} />
        {isPending && <Skeleton rows={16} />}
      </div>
      {items.length > 0 && (
        <DataTable
          label={words.title}
          rows={items}
          columns={columns}
          idOf={idOf}
          nameOf={({ name }) => name}
          phoneRow={(item) => <PhoneRow item={item} />}
          sort={{ by: search.sort ?? 'NAME', dir: search.dir === 'DESC' ? 'DESC' : 'ASC' }}
          onSort={({ by, dir }) => set({ sort: by, dir })}
          {...(may(CHANGE_ITEM) && { selected, onSelect: setSelected })}
        />
      )}
      {selected.size > 0 && <BulkBar selected={selected} clear={() => setSelected(new Set())} />}
      {data && items.length === 0 && (
        <div className="list-pad">
          {isFiltered ? (
            <NoMatches clear={() => set({ q: undefined, active: undefined, set: undefined })} />
          ) : (
            <Empty title={words.empty}>{words.emptyText}</Empty>
          )}
        </div>
      )}
      <StockDrawer
        item={data?.items.find(({ id }) => id === search.stock)}
        close={() => set({ stock: undefined })}
      />
    </div>
  );
}

function useMatching(items: Item[] | undefined, q = ''): Item[] {
  const format = useFormat();
  return useMemo(() => {
    const wanted = q.toLowerCase();
    if (!wanted) return items ?? [];
    return (items ?? []).filter(
      ({ name, countrySet, includedCountries }) =>
        name.toLowerCase().includes(wanted) ||
        countrySet.toLowerCase() === wanted ||
        includedCountries.some((code) => format.country(code).toLowerCase().includes(wanted)),
    );
  }, [items, q, format]);
}

function CountrySetFilter({
  value,
  onChange,
}: {
  value?: string;
  onChange: (set: string | undefined) => void;
}) {
  const words = useWords(inventoryWords);
  const { data = [] } = useApi().queries.useQuery('get', '/gigastore/esim/countries');
  return (
    <ChoiceFilter
      name={words.countrySet}
      value={value}
      choices={data.map(({ countrySet, name }) => ({ value: countrySet, label: name }))}
      onChange={onChange}
    />
  );
}

function useColumns(openStock: (id: string) => void): Column<Item>[] {
  const words = useWords(inventoryWords);
  const format = useFormat();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what opens the drawer does not change
  return useMemo(
    () => [
      {
        id: 'item',
        head: words.item,
        width: '36%',
        sortBy: 'NAME',
        cell: (item) => <NameCell item={item} />,
      },
      {
        id: 'size',
        head: words.size,
        width: '96px',
        sortBy: 'VOLUME',
        isRight: true,
        cell: (item) => format.size(item),
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
    ],
    [words, format],
  );
}

function PhoneRow({ item }: { item: Item }) {
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

function BulkBar({ selected, clear }: { selected: ReadonlySet<string>; clear: () => void }) {
  const words = useWords(inventoryWords);
  const parts = useWords(partWords);
  const format = useFormat();
  const { calls, cache } = useApi();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const count = format.number(selected.size);
  useSession();
  async function switchAll(active: boolean) {
    setBusy(true);
    setError(undefined);
    for (const id of selected) {
      const { error: refusal } = await calls.PUT('/gigastore/products/inventory/{id}', {
        params: { path: { id } },
        body: { active },
      });
      if (refusal) setError(refusal);
      if (refusal) break;
    }
    setBusy(false);
    await cache.invalidateQueries();
    notifications.show({ message: words.switched(count) });
  }
  return (
    <div className="bulk" role="toolbar" aria-label={parts.selected(count)}>
      <span className="grow">{parts.selected(count)}</span>
      <Button size="xs" loading={isBusy} onClick={() => void switchAll(true)}>
        {words.switchOnMany(count)}
      </Button>
      <Button size="xs" loading={isBusy} onClick={() => void switchAll(false)}>
        {words.switchOffMany(count)}
      </Button>
      <ActionIcon size={28} aria-label={parts.clearSelection} onClick={clear}>
        <IconX size={16} stroke={1.5} />
      </ActionIcon>
      <ErrorNotice error={error} />
    </div>
  );
}
