import { useApi } from '../../api/use-api.tsx';
import { usePages } from '../../api/use-pages.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { AccessFilters, useAccessQuery } from './access-filters.tsx';
import { AccessTable } from './access-table.tsx';
import { operationsWords } from './words.ts';

const PAGE = 50;

/** Calls of all resellers that were refused because of the caller. */
export function RefusedCalls() {
  const words = useWords(operationsWords);
  const format = useFormat();
  const { calls } = useApi();
  const asked = useAccessQuery();
  const found = usePages(['refused calls', asked], ({ after, signal }) =>
    calls.GET('/operator/refused-calls', {
      params: { query: { limit: PAGE, after, ...asked } },
      signal,
    }),
  );
  return (
    <>
      <div className="chips tab-head">
        <AccessFilters />
      </div>
      <AccessTable
        label={words.tabs.refused}
        found={found}
        asked={asked}
        empty={{ title: words.noRefused, text: words.noRefusedText }}
        columns={[
          {
            head: words.operation,
            cell: ({ operation, count }) => (
              <>
                <span className="code">{operation}</span>
                {count > 1 && <span className="t3 small"> ×{format.number(count)}</span>}
              </>
            ),
          },
          {
            head: words.code,
            isWide: true,
            cell: ({ code }) => <span className="code t2">{code}</span>,
          },
        ]}
      />
    </>
  );
}
