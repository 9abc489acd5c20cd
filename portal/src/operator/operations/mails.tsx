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

/** Mails that did not leave in time. */
export function Mails() {
  const words = useWords(operationsWords);
  const { calls } = useApi();
  const [search, set] = useOperationsSearch();
  const state = STATES.find((one) => one === search.state);
  const organization_id = search.reseller;
  const found = usePages(['troubled mails', state, organization_id], ({ after, signal }) =>
    calls.GET('/operator/mails', {
      params: { query: { limit: PAGE, after, state, organization_id } },
      signal,
    }),
  );
  return (
    <RetryList
      label={words.tabs.mails}
      found={found}
      keyOf={({ id }) => id}
      nameOf={({ subject, recipient }) => `${subject}, ${recipient}`}
      calls="POST /operator/mails/retry"
      retry={(items, header) =>
        calls.POST('/operator/mails/retry', {
          params: { header },
          body: { ids: items.map(({ id }) => id) },
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
        {
          head: words.subject,
          cell: ({ subject, recipient }) => (
            <>
              {subject}
              <br />
              <span className="t3 small">{recipient}</span>
            </>
          ),
        },
        { head: words.reseller, isWide: true, cell: (one) => <Whose {...one} /> },
        {
          head: words.state,
          cell: ({ state: now }) => (
            <State shape={now === 'failed' ? 'failed' : 'waiting'}>{words.states[now]}</State>
          ),
        },
        {
          head: words.added,
          isWide: true,
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
