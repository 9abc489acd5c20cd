import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { Empty } from '../../parts/empty.tsx';
import { TextFilter } from '../../parts/filters/filters.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { PackageName } from '../../parts/package-name.tsx';
import { PageHead } from '../../parts/page.tsx';
import { type Column, DataTable } from '../../parts/table/data-table.tsx';
import { NoMatches } from '../../parts/table/no-matches.tsx';
import { useTitle } from '../../parts/title.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { customerWords } from './words.ts';

const route = getRouteApi('/$mode/customers');
const PAGE = 50;
type Entry = Schemas['CustomerEntry'];
const idOf = ({ customer }: Entry) => customer.uid;

export function CustomersPage() {
  const words = useWords(customerWords);
  const format = useFormat();
  const { q } = route.useSearch();
  const { mode } = route.useParams();
  const navigate = route.useNavigate();
  const found = useCustomers(q);
  const columns = useColumns();
  useTitle(words.title);
  const set = (next: string | undefined) =>
    void navigate({ search: { q: next }, replace: true, resetScroll: false });
  return (
    <div className="list">
      <div className="list-head">
        <PageHead
          title={words.title}
          sub={found.total !== undefined && format.number(found.total)}
        />
        <div className="chips wide-search">
          <TextFilter label={words.search} value={q} onChange={set} />
        </div>
      </div>
      <div className="list-pad">
        <ErrorNotice error={found.error} retry={() => void found.refetch()} />
        {found.isPending && <Skeleton rows={14} />}
      </div>
      {found.entries.length > 0 && (
        <DataTable
          label={words.title}
          rows={found.entries}
          columns={columns}
          idOf={idOf}
          nameOf={({ customer }) => customer.email ?? customer.uid}
          phoneRow={(entry) => <PhoneRow entry={entry} />}
          onOpen={(_, uid) => void navigate({ to: '/$mode/customers/$uid', params: { mode, uid } })}
          hasMore={found.hasNextPage && !found.isFetchingNextPage}
          loadMore={() => void found.fetchNextPage()}
        />
      )}
      {found.isSuccess && found.entries.length === 0 && (
        <div className="list-pad">
          {q ? (
            <NoMatches clear={() => set(undefined)} />
          ) : (
            <Empty title={words.empty}>{words.emptyText}</Empty>
          )}
        </div>
      )}
    </div>
  );
}

function useCustomers(q: string | undefined) {
  const { calls } = useApi();
  const pages = useInfiniteQuery({
    queryKey: ['customers', q],
    initialPageParam: 0,
    queryFn: async ({ pageParam, signal }) => {
      const { data, error } = q
        ? await calls.POST('/gigastore/activations/search-customers', {
            body: {
              searchQuery: q,
              pageSize: PAGE,
              pageIndex: pageParam,
              onlyActiveProfiles: false,
            },
            signal,
          })
        : await calls.GET('/gigastore/activations/customers', {
            params: { query: { page_size: PAGE, page_index: pageParam } },
            signal,
          });
      if (error) throw error;
      return data;
    },
    getNextPageParam: ({ customers }, _, last) =>
      customers.length === PAGE ? last + 1 : undefined,
    placeholderData: (before) => before,
  });
  return {
    ...pages,
    entries: pages.data?.pages.flatMap(({ customers }) => customers) ?? [],
    total: pages.data?.pages[0]?.totalCount,
  };
}

function PhoneRow({ entry: { customer, activatedItems, totalAvailableBytes } }: { entry: Entry }) {
  const words = useWords(customerWords);
  const format = useFormat();
  return (
    <>
      <div className="l1">
        <span>{customer.email ?? words.noEmail}</span>
        <span>{format.bytes(totalAvailableBytes)}</span>
      </div>
      <div className="l2">
        <span>{activatedItems[0]?.balance.name ?? customer.countrySet}</span>
        <span>{format.date(customer.createdAt)}</span>
      </div>
    </>
  );
}

function useColumns(): Column<Entry>[] {
  const words = useWords(customerWords);
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: 'customer',
        head: words.customer,
        width: '34%',
        cell: ({ customer }) => (
          <span className={customer.email ? 'strong' : 't3'}>
            {customer.email ?? (customer.erasedAt ? words.erased : words.noEmail)}
          </span>
        ),
      },
      {
        id: 'works',
        head: words.worksIn,
        width: '16%',
        cell: ({ customer: { countrySet } }) => (
          <PackageName
            name={
              /^[A-Z]{2}$/.test(countrySet) && countrySet !== 'EU'
                ? format.country(countrySet)
                : countrySet
            }
            countrySet={countrySet}
          />
        ),
      },
      {
        id: 'packages',
        head: words.packages,
        width: '96px',
        isRight: true,
        cell: ({ activatedItems }) => format.number(activatedItems.length),
      },
      {
        id: 'esims',
        head: words.esims,
        width: '88px',
        isRight: true,
        cell: ({ relatedEsims }) => format.number(relatedEsims.length),
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
        cell: ({ customer }) => (
          <time
            className="t2"
            dateTime={customer.createdAt}
            title={format.exact(customer.createdAt)}
          >
            {format.date(customer.createdAt)}
          </time>
        ),
      },
    ],
    [words, format],
  );
}
