import { useApi } from '../../api/use-api.tsx';
import { usePages } from '../../api/use-pages.ts';
import { State } from '../../look/state.tsx';
import { ChoiceFilter } from '../../parts/filters/filters.tsx';
import { Ago } from '../../parts/time.tsx';
import { useWords } from '../../words/language.tsx';
import { ResellerFilter } from './reseller-filter.tsx';
import { RetryList } from './retry-list.tsx';
import { useOperationsSearch } from './use-operations-search.ts';
import { Whose } from './whose.tsx';
import { operationsWords } from './words.ts';

const PAGE = 50;
const STATES = ['failed', 'late'] as const;

/** Deliveries of all resellers that did not arrive in time. */
export function Deliveries() {
  const words = useWords(operationsWords);
  const { calls } = useApi();
  const [search, set] = useOperationsSearch();
  const state = STATES.find((one) => one === search.state);
  const organization_id = search.reseller;
  const found = usePages(['troubled deliveries', state, organization_id], ({ after, signal }) =>
    calls.GET('/operator/webhook-deliveries', {
      params: { query: { limit: PAGE, after, state, organization_id } },
      signal,
    }),
  );
  return (
    <RetryList
      label={words.tabs.deliveries}
      found={found}
      keyOf={({ id }) => id}
      nameOf={({ organizationName, id }) => `${organizationName}, ${id}`}
      calls="POST /operator/webhook-deliveries/retry"
      retry={(items, header) =>
        calls.POST('/operator/webhook-deliveries/retry', {
          params: { header },
          body: { deliveries: items.map(({ accountId, id }) => ({ accountId, id })) },
        })
      }
      filters={
        <>
          <ChoiceFilter
            name={words.state}
            value={state}
            choices={STATES.map((value) => ({ value, label: words.states[value] }))}
            onChange={(next) => set({ state: next })}
          />
          <ResellerFilter />
        </>
      }
      isFiltered={Boolean(state || organization_id)}
      clear={() => set({ state: undefined, reseller: undefined })}
      columns={[
        { head: words.reseller, cell: (one) => <Whose {...one} /> },
        {
          head: words.event,
          isWide: true,
          cell: ({ event }) => <span className="code">{event}</span>,
        },
        {
          head: words.state,
          cell: ({ state: now }) => (
            <State shape={now === 'failed' ? 'failed' : 'waiting'}>{words.states[now]}</State>
          ),
        },
        {
          head: words.added,
          cell: ({ createdAt }) => (
            <span className="t2 s13">
              <Ago at={createdAt} />
            </span>
          ),
        },
        {
          head: words.lastError,
          isWide: true,
          cell: ({ lastError }) => <span className="t2 s13">{lastError ?? words.none}</span>,
        },
      ]}
    />
  );
}
