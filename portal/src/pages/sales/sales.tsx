import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useApi } from '../../api/use-api.tsx';
import { AS_CSV, CsvButton } from '../../parts/csv-button.tsx';
import { Empty } from '../../parts/empty.tsx';
import { CountrySetFilter } from '../../parts/filters/country-set-filter.tsx';
import { ChoiceFilter, TextFilter } from '../../parts/filters/filters.tsx';
import { ItemFilter } from '../../parts/filters/item-filter.tsx';
import { PeriodFilter } from '../../parts/filters/period-filter.tsx';
import { PackageName } from '../../parts/package-name.tsx';
import { PageHead } from '../../parts/page.tsx';
import { PackageStateWord, stateWords } from '../../parts/states.tsx';
import { FoundTable } from '../../parts/table/found-table.tsx';
import { useTitle } from '../../parts/title.ts';
import { AllowedButton } from '../../session/allowed.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { dayOf, useZone } from '../../words/zone.ts';
import { SellDrawer } from '../sell/sell-drawer.tsx';
import { ChannelFilter } from './channel-filter.tsx';
import { useDayHead } from './day-head.tsx';
import { SalePanel } from './sale-panel.tsx';
import { useColumns } from './sales-columns.tsx';
import { type Sale, useSales, useSalesQuery } from './use-sales.ts';
import { salesWords } from './words.ts';

const route = getRouteApi('/$mode/sales');
const STATUSES = ['PURCHASED', 'ACTIVATED', 'REFUNDED'] as const;
const STATES = ['PENDING', 'WAITING', 'ACTIVE', 'DEPLETED', 'EXPIRED', 'FAILED'] as const;
const FILTERS = ['q', 'period', 'status', 'state', 'channel', 'item', 'set'] as const;
const idOf = ({ uid }: Sale) => uid;
const nameOf = ({ balance, customerEmail, customerUid }: Sale) =>
  `${balance.name}, ${customerEmail ?? customerUid}`;

export function SalesPage() {
  const zone = useZone();
  const words = useWords(salesWords);
  const states = useWords(stateWords);
  const format = useFormat();
  const search = route.useSearch();
  const { mode } = route.useParams();
  const navigate = route.useNavigate();
  const found = useSales(search);
  const { items: sales, total } = found;
  const columns = useColumns(Boolean(search.open));
  const groupOf = useCallback(({ salesDate }: Sale) => dayOf(Date.parse(salesDate), zone), [zone]);
  const { calls } = useApi();
  const query = useSalesQuery(search);
  useTitle(words.title);
  const set = useCallback(
    (change: Partial<typeof search>, replace = true) =>
      void navigate({ search: (now) => ({ ...now, ...change }), replace, resetScroll: false }),
    [navigate],
  );
  const at = sales.findIndex(({ uid }) => uid === search.open);
  const step = (by: number) => {
    const other = sales[at + by];
    return at >= 0 && other ? () => set({ open: other.uid }) : undefined;
  };
  const isFiltered = FILTERS.some((name) => search[name]);
  const dayHead = useDayHead({ sales, isFiltered });
  return (
    <div className={search.open ? 'split is-open' : 'split'}>
      <div className="list">
        <div className="list-head">
          <PageHead
            title={words.title}
            sub={total !== undefined && format.total(total)}
            actions={
              <>
                <Button
                  component={Link}
                  {...({ to: '/$mode/sales/many', params: { mode } } as object)}
                >
                  {words.sellMany}
                </Button>
                <AllowedButton
                  calls="POST /gigastore/activations/register"
                  variant="filled"
                  leftSection={<IconPlus size={16} stroke={1.5} />}
                  onClick={() => set({ sell: 'new' }, false)}
                >
                  {words.sell}
                </AllowedButton>
              </>
            }
          />
          <div className="chips">
            <TextFilter label={words.search} value={search.q} onChange={(q) => set({ q })} />
            <PeriodFilter
              name={words.period}
              value={search.period}
              onChange={(period) => set({ period })}
            />
            <ChoiceFilter
              name={words.status}
              value={search.status}
              choices={STATUSES.map((value) => ({ value, label: states.status[value] }))}
              onChange={(status) => set({ status })}
            />
            <ChoiceFilter
              name={words.state}
              value={search.state}
              choices={STATES.map((value) => ({ value, label: states.package[value] }))}
              onChange={(state) => set({ state })}
            />
            <ChannelFilter
              name={words.channel}
              value={search.channel}
              onChange={(channel) => set({ channel })}
            />
            <ItemFilter
              name={words.package}
              value={search.item}
              onChange={(item) => set({ item })}
            />
            <CountrySetFilter
              name={words.countrySet}
              value={search.set}
              onChange={(next) => set({ set: next })}
            />
            <CsvButton
              name="sales"
              load={() => calls.GET('/gigastore/packages', { params: { query }, ...AS_CSV })}
            />
          </div>
        </div>
        <FoundTable
          found={found}
          label={words.title}
          rows={sales}
          columns={columns}
          idOf={idOf}
          nameOf={nameOf}
          phoneRow={(sale) => <PhoneRow sale={sale} />}
          groupOf={groupOf}
          groupHead={dayHead}
          openId={search.open}
          onOpen={(_, open) => set({ open }, Boolean(search.open))}
          onClose={() => set({ open: undefined })}
          isFiltered={isFiltered}
          clear={() => set(Object.fromEntries(FILTERS.map((name) => [name, undefined])))}
          empty={
            <Empty
              title={words.empty}
              action={
                <AllowedButton
                  calls="POST /gigastore/activations/register"
                  onClick={() => set({ sell: 'new' }, false)}
                >
                  {words.sell}
                </AllowedButton>
              }
            >
              {words.emptyText}
            </Empty>
          }
        />
      </div>
      {search.open && (
        <SalePanel
          uid={search.open}
          at={at >= 0 ? { index: at + 1, total: total ?? sales.length } : undefined}
          previous={step(-1)}
          next={step(1)}
          close={() => set({ open: undefined })}
        />
      )}
      <SellDrawer
        isOpen={Boolean(search.sell)}
        close={() => set({ sell: undefined })}
        onSold={(uid) => set({ sell: undefined, open: uid })}
      />
    </div>
  );
}

function PhoneRow({ sale }: { sale: Sale }) {
  const words = useWords(salesWords);
  const format = useFormat();
  return (
    <>
      <div className="l1">
        <PackageName name={sale.balance.name} countrySet={sale.countrySet} />
        <span>{format.amount(sale.retailPrice)}</span>
      </div>
      <div className="l2">
        <span>{sale.customerEmail ?? words.noEmail}</span>
        <PackageStateWord state={sale.state} />
      </div>
    </>
  );
}
