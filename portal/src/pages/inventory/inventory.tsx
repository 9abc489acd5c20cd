import './inventory.css';
import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useCountrySetChoices } from '../../parts/country-set.ts';
import { Empty } from '../../parts/empty.tsx';
import { FoundTable } from '../../parts/table/found-table.tsx';
import { useTitle } from '../../parts/title.ts';
import { useMay } from '../../session/session.ts';
import { useWords } from '../../words/language.tsx';
import { OfferSetsButtons } from '../catalogue/offer-sets.tsx';
import { TakeOutDialog } from '../catalogue/take-out.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { CHANGE_ITEM, type Item } from './cells.tsx';
import { PhoneRow, useColumns } from './columns.tsx';
import { ImportDrawer } from './import-drawer.tsx';
import { ItemPanel } from './item-panel.tsx';
import { type Change, ListHead } from './list-head.tsx';
import { PriceDrawer, type PriceScope } from './price-drawer.tsx';
import { RulesDrawer } from './rules-drawer.tsx';
import { StockDrawer } from './stock-drawer.tsx';
import { type Choices, useInventory, useMatching } from './use-inventory.ts';
import { inventoryWords } from './words.ts';

const route = getRouteApi('/$mode/inventory');
const idOf = ({ id }: Item) => id;
const NO_FILTERS = { q: undefined, active: undefined, set: undefined, tag: undefined };
const NOTHING_OPEN = { price: undefined, import: undefined, rules: undefined, stock: undefined };

export function InventoryPage() {
  const words = useWords(inventoryWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [leaving, setLeaving] = useState<readonly string[]>([]);
  const found = useInventory(search);
  const items = useMatching(found.data?.items, search.q);
  const sets = useCountrySetChoices();
  useTitle(words.title);
  const set: Change = (change, replace = true) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace, resetScroll: false });
  const scope: PriceScope = {
    ids: [...selected],
    tag: search.tag,
    ...(search.set && {
      countrySet: {
        code: search.set,
        name: sets.find(({ value }) => value === search.set)?.label ?? search.set,
      },
    }),
  };
  return (
    <div className={search.open ? 'split is-open' : 'split'}>
      <ItemList {...{ found, items, sets, selected, setSelected, set }}>
        {selected.size > 0 && (
          <BulkBar
            selected={selected}
            setPrices={() => set({ price: 'new' }, false)}
            takeOut={() => setLeaving([...selected])}
            clear={() => setSelected(new Set())}
          />
        )}
      </ItemList>
      {search.open && (
        <OpenItem {...{ items, set, isLoading: found.isPending }} takeOut={setLeaving} />
      )}
      <Drawers
        {...{ scope, set }}
        stockOf={found.data?.items.find(({ id }) => id === search.stock)}
        onPriced={() => setSelected(new Set())}
      />
      <TakeOutDialog
        itemIds={leaving}
        isOpen={leaving.length > 0}
        close={() => {
          setLeaving([]);
          setSelected(new Set());
        }}
      />
    </div>
  );
}

type DrawersProps = { scope: PriceScope; stockOf?: Item; set: Change; onPriced: () => void };

function Drawers({ scope, stockOf, set, onPriced }: DrawersProps) {
  const search = route.useSearch();
  const close = () => set(NOTHING_OPEN);
  return (
    <>
      <StockDrawer item={stockOf} close={close} />
      <PriceDrawer
        isOpen={Boolean(search.price)}
        close={close}
        scope={scope}
        onSaved={() => {
          onPriced();
          close();
        }}
      />
      <ImportDrawer isOpen={Boolean(search.import)} close={close} />
      <RulesDrawer isOpen={Boolean(search.rules)} close={close} />
    </>
  );
}

type OpenProps = {
  items: Item[];
  isLoading: boolean;
  set: Change;
  takeOut: (ids: readonly string[]) => void;
};

function OpenItem({ items, isLoading, set, takeOut }: OpenProps) {
  const { open = '' } = route.useSearch();
  const at = items.findIndex(({ id }) => id === open);
  const step = (by: number) => {
    const other = items[at + by];
    return at >= 0 && other ? () => set({ open: other.id }) : undefined;
  };
  return (
    <ItemPanel
      item={items[at]}
      isLoading={isLoading}
      at={at >= 0 ? { index: at + 1, total: items.length } : undefined}
      tags={[...new Set(items.flatMap(({ tags }) => tags))]}
      previous={step(-1)}
      next={step(1)}
      close={() => set({ open: undefined })}
      openStock={() => set({ stock: open }, false)}
      takeOut={() => takeOut([open])}
    />
  );
}

type ListProps = {
  found: ReturnType<typeof useInventory>;
  items: Item[];
  sets: Choices;
  selected: ReadonlySet<string>;
  setSelected: (selected: ReadonlySet<string>) => void;
  set: Change;
  children: ReactNode;
};

function ItemList({ found, items, sets, selected, setSelected, set, children }: ListProps) {
  const words = useWords(inventoryWords);
  const search = route.useSearch();
  const may = useMay();
  const columns = useColumns({
    isNarrow: Boolean(search.open),
    open: (open) => set({ open }, Boolean(search.open)),
    openStock: (stock) => set({ stock }, false),
  });
  const isFiltered = Boolean(search.q || search.active || search.set || search.tag);
  return (
    <div className="list">
      <ListHead {...{ found, sets, set }} />
      <FoundTable
        found={found}
        skeleton={16}
        label={words.title}
        rows={items}
        columns={columns}
        idOf={idOf}
        nameOf={({ name }) => name}
        phoneRow={(item) => <PhoneRow item={item} />}
        openId={search.open}
        onOpen={(_, open) => set({ open }, Boolean(search.open))}
        onClose={() => set({ open: undefined })}
        sort={{ by: search.sort ?? 'NAME', dir: search.dir === 'DESC' ? 'DESC' : 'ASC' }}
        onSort={({ by, dir }) => set({ sort: by, dir })}
        {...(may(CHANGE_ITEM) && { selected, onSelect: setSelected })}
        isFiltered={isFiltered}
        clear={() => set(NO_FILTERS)}
        empty={<NothingYet />}
      />
      {children}
    </div>
  );
}

function NothingYet() {
  const words = useWords(inventoryWords);
  const { mode } = route.useParams();
  return (
    <Empty
      title={words.empty}
      action={
        <span className="row">
          <Button
            variant="filled"
            component={Link}
            {...({ to: '/$mode/catalogue', params: { mode } } as object)}
          >
            {words.toCatalogue}
          </Button>
          <OfferSetsButtons />
        </span>
      }
    >
      {words.emptyText}
    </Empty>
  );
}
