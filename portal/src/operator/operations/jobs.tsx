import { useApi } from '../../api/use-api.tsx';
import { usePages } from '../../api/use-pages.ts';
import { TextFilter } from '../../parts/filters/filters.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { Moment, useWorkColumns } from './columns.tsx';
import { RetryList } from './retry-list.tsx';
import { useOperationsSearch } from './use-operations-search.ts';
import { operationsWords } from './words.ts';
import { useStateFilter } from './work-filters.tsx';

const PAGE = 50;
const STATES = ['failed', 'retrying', 'late'] as const;

/** Jobs of the queue that are late or have failed. */
export function Jobs() {
  const words = useWords(operationsWords);
  const format = useFormat();
  const { calls } = useApi();
  const [search, set] = useOperationsSearch();
  const { state, filter } = useStateFilter(STATES);
  const columns = useWorkColumns();
  const { task } = search;
  const found = usePages(['troubled jobs', state, task], ({ after, signal }) =>
    calls.GET('/operator/jobs', {
      params: { query: { limit: PAGE, after, state, task_name: task } },
      signal,
    }),
  );
  return (
    <RetryList
      label={words.tabs.jobs}
      found={found}
      keyOf={({ id }) => id}
      nameOf={({ task: name, id }) => `${name} ${id}`}
      calls="POST /operator/jobs/retry"
      retry={(items, header) =>
        calls.POST('/operator/jobs/retry', {
          params: { header },
          body: { ids: items.map(({ id }) => id) },
        })
      }
      filters={
        <>
          <TextFilter label={words.task} value={task} onChange={(next) => set({ task: next })} />
          {filter}
        </>
      }
      isFiltered={Boolean(state || task)}
      clear={() => set({ state: undefined, task: undefined })}
      columns={[
        {
          head: words.task,
          cell: ({ task: name, id }) => (
            <>
              <span className="code">{name}</span> <span className="t3 small num">{id}</span>
            </>
          ),
        },
        columns.state,
        {
          head: words.due,
          isWide: true,
          cell: ({ runAt }) => <Moment at={runAt} />,
        },
        {
          head: words.attempts,
          isWide: true,
          cell: ({ attempts, maxAttempts }) => (
            <span className="num t2">
              {words.ofAttempts(format.number(attempts), format.number(maxAttempts))}
            </span>
          ),
        },
        {
          head: words.lastError,
          isWide: true,
          cell: ({ lastError }) => (
            <span className="t2 s13">{lastError?.split('\n')[0] ?? words.none}</span>
          ),
        },
      ]}
    />
  );
}
