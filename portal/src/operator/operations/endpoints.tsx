import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { usePages } from '../../api/use-pages.ts';
import { State } from '../../look/state.tsx';
import { ChoiceFilter } from '../../parts/filters/filters.tsx';
import { Ago } from '../../parts/time.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { ResellerFilter } from './reseller-filter.tsx';
import { RetryList } from './retry-list.tsx';
import { useOperationsSearch } from './use-operations-search.ts';
import { Whose } from './whose.tsx';
import { operationsWords } from './words.ts';

type Endpoint = Schemas['TroubledEndpoint'];
const PAGE = 50;
const STATES = ['failing', 'disabled'] as const;
const keyOf = ({ accountId, event }: Endpoint) => `${accountId} ${event}`;

/** Webhook endpoints of all resellers that receive nothing. */
export function Endpoints() {
  const words = useWords(operationsWords);
  const format = useFormat();
  const { calls } = useApi();
  const [search, set] = useOperationsSearch();
  const state = STATES.find((one) => one === search.state);
  const organization_id = search.reseller;
  const found = usePages(['troubled endpoints', state, organization_id], ({ after, signal }) =>
    calls.GET('/operator/webhook-endpoints', {
      params: { query: { limit: PAGE, after, state, organization_id } },
      signal,
    }),
  );
  return (
    <RetryList
      label={words.tabs.endpoints}
      found={found}
      keyOf={keyOf}
      nameOf={({ organizationName, url }) => `${organizationName}, ${url}`}
      calls="POST /operator/webhook-endpoints/retry"
      retry={(items, header) =>
        calls.POST('/operator/webhook-endpoints/retry', {
          params: { header },
          body: { endpoints: items.map(({ accountId, event }) => ({ accountId, event })) },
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
        { head: words.address, isWide: true, cell: ({ url }) => <span className="t2">{url}</span> },
        {
          head: words.state,
          cell: ({ state: now, since }) => (
            <>
              <State shape={now === 'failing' ? 'warning' : 'failed'}>{words.states[now]}</State>{' '}
              <span className="t2 s13">
                <Ago at={since} />
              </span>
            </>
          ),
        },
        {
          head: words.lastError,
          isWide: true,
          cell: ({ lastError, disabledReason }) => (
            <span className="t2 s13">{lastError ?? disabledReason ?? words.none}</span>
          ),
        },
        {
          head: words.undelivered,
          isWide: true,
          cell: ({ undelivered }) => <span className="num">{format.number(undelivered)}</span>,
        },
      ]}
    />
  );
}
