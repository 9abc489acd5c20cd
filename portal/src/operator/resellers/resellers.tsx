import { IconPlus } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { usePages } from '../../api/use-pages.ts';
import { Empty } from '../../parts/empty.tsx';
import { ChoiceFilter, TextFilter } from '../../parts/filters/filters.tsx';
import { ListPage } from '../../parts/list-page.tsx';
import type { Column } from '../../parts/table/column.ts';
import { FoundTable } from '../../parts/table/found-table.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { NewReseller } from './new-reseller.tsx';
import { OfferPlans } from './offer-plans.tsx';
import { offerWords } from './offer-words.ts';
import { ResellerPanel } from './reseller-panel.tsx';
import { ResellerState } from './reseller-state.tsx';
import { resellerWords } from './words.ts';

const route = getRouteApi('/$mode/resellers');
const PAGE = 50;
type Reseller = Schemas['OperatorOrganizationSummary'];
const idOf = ({ id }: Reseller) => id;

/** The companies that sell on this platform. */
export function ResellersPage() {
  const words = useWords(resellerWords);
  const offers = useWords(offerWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const columns = useColumns();
  const set = (change: Partial<typeof search>, replace = true) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace, resetScroll: false });
  const { q, closed } = search;
  const { calls } = useApi();
  const found = usePages(['resellers', q, closed], ({ after, signal }) =>
    calls.GET('/operator/organizations', {
      params: { query: { limit: PAGE, after, q, ...(closed && { closed: closed === 'yes' }) } },
      signal,
    }),
  );
  const create = (
    <>
      <AllowedButton calls="POST /operator/offers" onClick={() => set({ new: 'offers' }, false)}>
        {offers.title}
      </AllowedButton>
      <AllowedButton
        calls="POST /operator/organizations"
        variant="filled"
        leftSection={<IconPlus size={16} stroke={1.5} />}
        onClick={() => set({ new: 'reseller' }, false)}
      >
        {words.create}
      </AllowedButton>
    </>
  );
  const choices = Object.entries(words.closedChoices).map(([value, label]) => ({ value, label }));
  return (
    <>
      <ListPage
        title={words.title}
        actions={create}
        filters={
          <>
            <TextFilter label={words.search} value={q} onChange={(next) => set({ q: next })} />
            <ChoiceFilter
              name={words.closedFilter}
              value={closed}
              choices={choices}
              onChange={(next) => set({ closed: next })}
            />
          </>
        }
        panel={
          search.open && (
            <ResellerPanel
              key={search.open}
              id={search.open}
              found={search.found}
              close={() => set({ open: undefined, found: undefined })}
            />
          )
        }
      >
        <FoundTable
          found={found}
          label={words.title}
          rows={found.items}
          columns={columns}
          idOf={idOf}
          nameOf={({ name }) => name}
          phoneRow={(reseller) => (
            <>
              <div className="l1">
                <span className="strong">{reseller.name}</span>
                <ResellerState of={reseller} />
              </div>
              <div className="l2">
                <span>{reseller.email}</span>
                <span />
              </div>
            </>
          )}
          openId={search.open}
          onOpen={(_, open) => set({ open, found: undefined }, Boolean(search.open))}
          onClose={() => set({ open: undefined, found: undefined })}
          isFiltered={Boolean(q || closed)}
          clear={() => set({ q: undefined, closed: undefined })}
          empty={<Empty title={words.empty}>{words.emptyText}</Empty>}
        />
      </ListPage>
      <OfferPlans isOpen={search.new === 'offers'} close={() => set({ new: undefined })} />
      <NewReseller
        isOpen={search.new === 'reseller'}
        close={() => set({ new: undefined })}
        onCreated={(open) => set({ new: undefined, open })}
      />
    </>
  );
}

function useColumns(): Column<Reseller>[] {
  const words = useWords(resellerWords);
  const format = useFormat();
  return useMemo(() => {
    return [
      {
        id: 'name',
        head: words.name,
        width: '40%',
        cell: ({ name }) => <span className="strong">{name}</span>,
      },
      {
        id: 'email',
        head: words.email,
        width: '40%',
        isWide: true,
        cell: ({ email }) => <span className="t2">{email}</span>,
      },
      {
        id: 'state',
        head: words.state,
        width: '160px',
        cell: (reseller) => <ResellerState of={reseller} />,
      },
      {
        id: 'since',
        head: words.since,
        width: '140px',
        isRight: true,
        cell: ({ createdAt }) => <span className="t2">{format.date(createdAt)}</span>,
      },
    ];
  }, [words, format]);
}
