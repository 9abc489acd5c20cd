import './catalogue.css';
import { ActionIcon, Button } from '@mantine/core';
import { IconMap, IconX } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useState } from 'react';
import { Empty } from '../../parts/empty.tsx';
import { ChoiceFilter, TextFilter } from '../../parts/filters/filters.tsx';
import { SearchFilter } from '../../parts/filters/search-filter.tsx';
import { PageHead } from '../../parts/page.tsx';
import { FoundTable } from '../../parts/table/found-table.tsx';
import { useTitle } from '../../parts/title.ts';
import { partWords } from '../../parts/words.ts';
import { useMay } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { PhoneRow, useColumns } from './columns.tsx';
import { OfferDrawer } from './offer-drawer.tsx';
import { OfferSetsMenu } from './offer-sets.tsx';
import { PlanPanel } from './plan-panel.tsx';
import { TakeOutDialog } from './take-out.tsx';
import { type CatalogueSearch, type Plan, useCatalogue, useCoverage } from './use-catalogue.ts';
import { catalogueWords } from './words.ts';

const Coverage = lazy(() => import('./coverage.tsx'));
const route = getRouteApi('/$mode/catalogue');
const OFFER = 'POST /gigastore/products/inventory';
const idOf = ({ productId }: Plan) => productId;
const NO_FILTERS = {
  q: undefined,
  country: undefined,
  set: undefined,
  size: undefined,
  validity: undefined,
  price: undefined,
  offered: undefined,
} satisfies CatalogueSearch;

/** The plans that the platform sells to this account, as a list and as a coverage map. */
export function CataloguePage() {
  const words = useWords(catalogueWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const found = useCatalogue(search);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [offering, setOffering] = useState<readonly Plan[]>([]);
  const [leaving, setLeaving] = useState<readonly string[]>([]);
  useTitle(words.title);
  const set = useCallback(
    (change: Partial<typeof search>, replace = true) =>
      void navigate({ search: (now) => ({ ...now, ...change }), replace, resetScroll: false }),
    [navigate],
  );
  const offer = (plans: readonly Plan[]) => {
    setOffering(plans);
    set({ add: 'new' }, false);
  };
  const { plan, isLooking, ...moves } = useOpenPlan(found, search.open, set);
  const chosen = found.items.filter(({ productId }) => selected.has(productId));
  return (
    <div className={search.open ? 'split is-open' : 'split'}>
      <PlanList {...{ found, selected, setSelected, set }}>
        {chosen.length > 0 && (
          <BulkBar
            plans={chosen}
            offer={offer}
            takeOut={setLeaving}
            clear={() => setSelected(new Set())}
          />
        )}
      </PlanList>
      {search.open && (
        <PlanPanel
          {...{ plan, isLoading: isLooking, ...moves }}
          close={() => set({ open: undefined })}
          offer={() => plan && offer([plan])}
          takeOut={() => setLeaving(plan?.inventoryItemId ? [plan.inventoryItemId] : [])}
        />
      )}
      <OfferDrawer
        plans={offering}
        isOpen={search.add !== undefined && offering.length > 0}
        close={() => set({ add: undefined })}
        onDone={() => {
          setSelected(new Set());
          set({ add: undefined });
        }}
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

type Found = ReturnType<typeof useCatalogue>;
type Address = CatalogueSearch & { open?: string; view?: string; add?: string };
type Change = (change: Partial<Address>, replace?: boolean) => void;

/** The open package. Reads further pages until it is found. */
function useOpenPlan(found: Found, open: string | undefined, set: Change) {
  const { items: plans, total, hasNextPage, isFetching, fetchNextPage } = found;
  const at = plans.findIndex(({ productId }) => productId === open);
  const isLooking = open !== undefined && at < 0 && (isFetching || hasNextPage);
  useEffect(() => {
    if (isLooking && !isFetching) void fetchNextPage();
  }, [isLooking, isFetching, fetchNextPage]);
  const step = (by: number) => {
    const other = plans[at + by];
    return at >= 0 && other ? () => set({ open: other.productId }) : undefined;
  };
  return {
    plan: plans[at],
    isLooking,
    at: at >= 0 ? { index: at + 1, total: total ?? plans.length } : undefined,
    previous: step(-1),
    next: step(1),
  };
}

type ListProps = {
  found: Found;
  selected: ReadonlySet<string>;
  setSelected: (selected: ReadonlySet<string>) => void;
  set: Change;
  children: ReactNode;
};

function PlanList({ found, selected, setSelected, set, children }: ListProps) {
  const words = useWords(catalogueWords);
  const format = useFormat();
  const search = route.useSearch();
  const may = useMay();
  const columns = useColumns(Boolean(search.open));
  const coverage = useCoverage();
  const isFiltered = Object.keys(NO_FILTERS).some((name) => name in search);
  const isMap = search.view === 'map';
  return (
    <div className="list">
      <div className="list-head">
        <PageHead
          title={words.title}
          sub={found.total !== undefined && words.sub(format.number(found.total))}
          actions={
            <>
              <Button
                leftSection={<IconMap size={16} stroke={1.5} />}
                aria-pressed={isMap}
                onClick={() => set({ view: isMap ? undefined : 'map' })}
              >
                {words.map}
              </Button>
              <OfferSetsMenu />
            </>
          }
        />
        <Filters set={set} coverage={coverage} />
        {isMap && (
          <Suspense fallback={<div className="coverage map-space" />}>
            <Coverage
              covered={coverage.covered}
              country={search.country}
              choose={(country) => set({ country })}
            />
          </Suspense>
        )}
      </div>
      <FoundTable
        found={found}
        skeleton={16}
        label={words.title}
        rows={found.items}
        columns={columns}
        idOf={idOf}
        nameOf={({ name }) => name}
        phoneRow={(plan) => <PhoneRow plan={plan} />}
        openId={search.open}
        onOpen={(_, open) => set({ open }, Boolean(search.open))}
        onClose={() => set({ open: undefined })}
        sort={{ by: search.sort ?? 'NAME', dir: search.dir === 'DESC' ? 'DESC' : 'ASC' }}
        onSort={({ by, dir }) => set({ sort: by, dir } as Partial<CatalogueSearch>)}
        {...(may(OFFER) && { selected, onSelect: setSelected })}
        isFiltered={isFiltered}
        clear={() => set(NO_FILTERS)}
        empty={<Empty title={words.empty}>{words.emptyText}</Empty>}
      />
      {children}
    </div>
  );
}

type FilterProps = { set: Change; coverage: ReturnType<typeof useCoverage> };

function Filters({ set, coverage }: FilterProps) {
  const words = useWords(catalogueWords);
  const search = route.useSearch();
  const ranges = [
    ['size', words.size, words.sizes],
    ['validity', words.validity, words.validities],
    ['price', words.price, words.prices],
    ['offered', words.offered, { true: words.offeredOnly, false: words.notOffered }],
  ] as const;
  return (
    <div className="chips">
      <TextFilter label={words.search} value={search.q} onChange={(q) => set({ q })} />
      <SearchFilter
        name={words.country}
        value={search.country}
        choices={coverage.countries}
        onChange={(country) => set({ country })}
      />
      <SearchFilter
        name={words.countrySet}
        value={search.set}
        choices={coverage.sets}
        onChange={(next) => set({ set: next })}
      />
      {ranges.map(([key, name, choices]) => (
        <ChoiceFilter
          key={key}
          name={name}
          value={search[key]}
          choices={Object.entries(choices).map(([value, label]) => ({ value, label }))}
          onChange={(value) => set({ [key]: value })}
        />
      ))}
    </div>
  );
}

type BarProps = {
  plans: readonly Plan[];
  offer: (plans: readonly Plan[]) => void;
  takeOut: (itemIds: readonly string[]) => void;
  clear: () => void;
};

function BulkBar({ plans, offer, takeOut, clear }: BarProps) {
  const words = useWords(catalogueWords);
  const parts = useWords(partWords);
  const format = useFormat();
  const fresh = plans.filter(({ offered }) => !offered);
  const items = plans.flatMap(({ inventoryItemId }) => inventoryItemId ?? []);
  const count = format.number(plans.length);
  return (
    <div className="bulk" role="toolbar" aria-label={parts.selected(count)}>
      <span className="grow">{parts.selected(count)}</span>
      {fresh.length > 0 && (
        <Button size="xs" onClick={() => offer(fresh)}>
          {words.offerMany(format.number(fresh.length))}
        </Button>
      )}
      {items.length > 0 && (
        <Button size="xs" onClick={() => takeOut(items)}>
          {words.takeOutMany(format.number(items.length))}
        </Button>
      )}
      <ActionIcon size={28} aria-label={parts.clearSelection} onClick={clear}>
        <IconX size={16} stroke={1.5} />
      </ActionIcon>
    </div>
  );
}
