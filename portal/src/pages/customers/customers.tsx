import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useApi } from '../../api/use-api.tsx';
import { useCountrySetName } from '../../parts/country-set.ts';
import { AS_CSV, CsvButton } from '../../parts/csv-button.tsx';
import { Empty } from '../../parts/empty.tsx';
import { CountrySetFilter } from '../../parts/filters/country-set-filter.tsx';
import { ChoiceFilter, TextFilter } from '../../parts/filters/filters.tsx';
import { ItemFilter } from '../../parts/filters/item-filter.tsx';
import { PeriodFilter } from '../../parts/filters/period-filter.tsx';
import { TagFilter } from '../../parts/filters/tag-filter.tsx';
import { PackageName } from '../../parts/package-name.tsx';
import { PageHead } from '../../parts/page.tsx';
import { stateWords } from '../../parts/states.tsx';
import type { Column } from '../../parts/table/column.ts';
import { FoundTable } from '../../parts/table/found-table.tsx';
import { useTitle } from '../../parts/title.ts';
import { AllowedButton } from '../../session/allowed.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { ChannelFilter } from '../sales/channel-filter.tsx';
import { type Customer, useCustomers, useCustomersQuery } from './use-customers.ts';
import { customerWords } from './words.ts';

const route = getRouteApi('/$mode/customers');
const STATES = ['WAITING', 'ACTIVE', 'DEPLETED', 'EXPIRED', 'REFUNDED', 'FAILED'] as const;
const FILTERS = ['q', 'tag', 'state', 'channel', 'item', 'set', 'period'] as const;
const idOf = ({ uid }: Customer) => uid;

export function CustomersPage() {
  const words = useWords(customerWords);
  const format = useFormat();
  const search = route.useSearch();
  const { mode } = route.useParams();
  const navigate = route.useNavigate();
  const found = useCustomers(search);
  const columns = useColumns();
  useTitle(words.title);
  const set = (change: Partial<typeof search>) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace: true, resetScroll: false });
  return (
    <div className="list">
      <div className="list-head">
        <PageHead
          title={words.title}
          sub={found.total !== undefined && format.total(found.total)}
        />
        <CustomerFilters search={search} set={set} known={found.items} />
      </div>
      <FoundTable
        found={found}
        label={words.title}
        rows={found.items}
        columns={columns}
        idOf={idOf}
        nameOf={({ email, uid }) => email ?? uid}
        phoneRow={(customer) => <PhoneRow customer={customer} />}
        onOpen={(_, uid) => void navigate({ to: '/$mode/customers/$uid', params: { mode, uid } })}
        isFiltered={FILTERS.some((name) => search[name])}
        clear={() => set(Object.fromEntries(FILTERS.map((name) => [name, undefined])))}
        empty={
          <Empty
            title={words.empty}
            action={
              <AllowedButton
                calls="POST /gigastore/activations/register"
                onClick={() =>
                  void navigate({ to: '/$mode/sales', params: { mode }, search: { sell: 'new' } })
                }
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
  );
}

type FiltersProps = {
  search: ReturnType<typeof route.useSearch>;
  set: (change: ReturnType<typeof route.useSearch>) => void;
  known: Customer[];
};

function CustomerFilters({ search, set, known }: FiltersProps) {
  const { filters: words, ...customer } = useWords(customerWords);
  const states = useWords(stateWords);
  const { calls } = useApi();
  const query = useCustomersQuery(search);
  return (
    <div className="chips wide-search">
      <TextFilter label={customer.search} value={search.q} onChange={(q) => set({ q })} />
      <ChoiceFilter
        name={words.state}
        value={search.state}
        choices={STATES.map((value) => ({ value, label: states.package[value] }))}
        onChange={(state) => set({ state })}
      />
      <TagFilter
        name={words.tag}
        value={search.tag}
        among={known}
        onChange={(tag) => set({ tag })}
      />
      <PeriodFilter
        name={words.since}
        value={search.period}
        onChange={(period) => set({ period })}
      />
      <ChannelFilter
        name={words.channel}
        value={search.channel}
        onChange={(channel) => set({ channel })}
      />
      <ItemFilter name={customer.package} value={search.item} onChange={(item) => set({ item })} />
      <CountrySetFilter
        name={customer.countrySet}
        value={search.set}
        onChange={(next) => set({ set: next })}
      />
      <CsvButton
        name="customers"
        load={() => calls.GET('/gigastore/customers', { params: { query }, ...AS_CSV })}
      />
    </div>
  );
}

function PhoneRow({ customer }: { customer: Customer }) {
  const words = useWords(customerWords);
  const format = useFormat();
  const nameOfSet = useCountrySetName();
  const { email, tags, totalAvailableBytes, createdAt } = customer;
  return (
    <>
      <div className="l1">
        <span>{email ?? words.noEmail}</span>
        <span>{format.bytes(totalAvailableBytes)}</span>
      </div>
      <div className="l2">
        <PackageName
          name={[nameOfSet(customer.countrySet), ...tags].join(', ')}
          countrySet={customer.countrySet}
        />
        <span>{format.date(createdAt)}</span>
      </div>
    </>
  );
}

function useColumns(): Column<Customer>[] {
  const words = useWords(customerWords);
  const format = useFormat();
  const nameOfSet = useCountrySetName();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names change with the words only
  return useMemo(
    () => [
      {
        id: 'customer',
        head: words.customer,
        width: '34%',
        cell: ({ email, erasedAt }) => (
          <span className={email ? 'strong' : 't3'}>
            {email ?? (erasedAt ? words.erased : words.noEmail)}
          </span>
        ),
      },
      {
        id: 'works',
        head: words.worksIn,
        width: '18%',
        cell: ({ countrySet }) => (
          <PackageName name={nameOfSet(countrySet)} countrySet={countrySet} />
        ),
      },
      {
        id: 'tags',
        head: words.filters.tags,
        width: '22%',
        cell: ({ tags }) => <span className="t2">{tags.join(', ')}</span>,
      },
      {
        id: 'packages',
        head: words.packages,
        width: '96px',
        isRight: true,
        cell: ({ activatedItemCount }) => format.number(activatedItemCount),
      },
      {
        id: 'left',
        head: words.left,
        width: '120px',
        isRight: true,
        cell: ({ totalAvailableBytes }) =>
          totalAvailableBytes > 0 ? (
            format.bytes(totalAvailableBytes)
          ) : (
            <span className="t3">0 MB</span>
          ),
      },
      {
        id: 'since',
        head: words.since,
        width: '160px',
        isRight: true,
        cell: ({ createdAt }) => (
          <time className="t2" dateTime={createdAt} title={format.exact(createdAt)}>
            {format.date(createdAt)}
          </time>
        ),
      },
    ],
    [words, format],
  );
}
