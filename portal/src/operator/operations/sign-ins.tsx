import { useApi } from '../../api/use-api.tsx';
import { usePages } from '../../api/use-pages.ts';
import { State } from '../../look/state.tsx';
import { ChoiceFilter } from '../../parts/filters/filters.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { AccessFilters, useAccessQuery } from './access-filters.tsx';
import { AccessTable } from './access-table.tsx';
import { useOperationsSearch } from './use-operations-search.ts';
import { operationsWords } from './words.ts';

const PAGE = 50;
const OUTCOMES = ['signed_in', 'failed'] as const;

/** Sign-ins and failed attempts at all resellers. */
export function SignIns() {
  const words = useWords(operationsWords);
  const format = useFormat();
  const { calls } = useApi();
  const [search, set] = useOperationsSearch();
  const outcome = OUTCOMES.find((one) => one === search.outcome);
  const asked = { ...useAccessQuery(), outcome };
  const found = usePages(['sign-ins', asked], ({ after, signal }) =>
    calls.GET('/operator/sign-ins', {
      params: { query: { limit: PAGE, after, ...asked } },
      signal,
    }),
  );
  return (
    <>
      <div className="chips tab-head">
        <AccessFilters />
        <ChoiceFilter
          name={words.outcome}
          value={outcome}
          choices={OUTCOMES.map((value) => ({ value, label: words.outcomes[value] }))}
          onChange={(next) => set({ outcome: next })}
        />
      </div>
      <AccessTable
        label={words.tabs.signIns}
        found={found}
        asked={asked}
        empty={{ title: words.noSignIns, text: words.noSignInsText }}
        columns={[
          {
            head: words.outcome,
            cell: ({ outcome: came, isLocked, code, method, count }) => (
              <>
                <State shape={came === 'failed' ? 'failed' : 'fact'}>
                  {isLocked ? words.locked : words.outcomes[came]}
                </State>{' '}
                <span className="t3 small">
                  {code ?? method}
                  {count > 1 && ` ×${format.number(count)}`}
                </span>
              </>
            ),
          },
        ]}
      />
    </>
  );
}
