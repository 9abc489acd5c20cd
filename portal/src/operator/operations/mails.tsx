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

/** Mails that did not leave in time. */
export function Mails() {
  const words = useWords(operationsWords);
  const { calls } = useApi();
  const columns = useWorkColumns();
  const { asked, shown } = useWorkFilters(STATES);
  const found = usePages(['troubled mails', asked], ({ after, signal }) =>
    calls.GET('/operator/mails', {
      params: { query: { limit: PAGE, after, ...asked } },
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
      {...shown}
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
        columns.state,
        { ...columns.added, isWide: true },
        columns.lastError,
      ]}
    />
  );
}
