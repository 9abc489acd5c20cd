import { useApi } from '../../api/use-api.tsx';
import { usePages } from '../../api/use-pages.ts';
import { useWords } from '../../words/language.tsx';
import { useWorkColumns } from './columns.tsx';
import { RetryList } from './retry-list.tsx';
import { Whose } from './whose.tsx';
import { operationsWords } from './words.ts';
import { useWorkFilters } from './work-filters.tsx';

const PAGE = 50;
const STATES = ['failed', 'late'] as const;

/** Deliveries of all resellers that did not arrive in time. */
export function Deliveries() {
  const words = useWords(operationsWords);
  const { calls } = useApi();
  const columns = useWorkColumns();
  const { asked, shown } = useWorkFilters(STATES);
  const found = usePages(['troubled deliveries', asked], ({ after, signal }) =>
    calls.GET('/operator/webhook-deliveries', {
      params: { query: { limit: PAGE, after, ...asked } },
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
      {...shown}
      columns={[
        { head: words.reseller, cell: (one) => <Whose {...one} /> },
        {
          head: words.event,
          isWide: true,
          cell: ({ event }) => <span className="code">{event}</span>,
        },
        columns.state,
        columns.added,
        columns.lastError,
      ]}
    />
  );
}
