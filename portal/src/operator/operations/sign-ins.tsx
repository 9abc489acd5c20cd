import { useApi } from '../../api/use-api.tsx';
import { usePages } from '../../api/use-pages.ts';
import { State } from '../../look/state.tsx';
import { Empty } from '../../parts/empty.tsx';
import { ChoiceFilter } from '../../parts/filters/filters.tsx';
import { FoundList } from '../../parts/found-list.tsx';
import { Ago } from '../../parts/time.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { AccessFilters, NO_FILTERS, useAccessQuery } from './access-filters.tsx';
import { Caller } from './caller.tsx';
import { useOperationsSearch } from './use-operations-search.ts';
import { Whose } from './whose.tsx';
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
      <FoundList
        found={found}
        skeleton={{ rows: 8 }}
        isFiltered={Object.values(asked).some((value) => value !== undefined)}
        clear={() => set(NO_FILTERS)}
        empty={<Empty title={words.noSignIns}>{words.noSignInsText}</Empty>}
      >
        <table className="tbl plain" aria-label={words.tabs.signIns}>
          <thead>
            <tr>
              <th>{words.when}</th>
              <th>{words.caller}</th>
              <th className="desk">{words.reseller}</th>
              <th>{words.outcome}</th>
              <th className="desk">{words.ip}</th>
            </tr>
          </thead>
          <tbody>
            {found.items.map((one) => (
              <tr key={one.id}>
                <td className="t2 s13">
                  <Ago at={one.at} />
                </td>
                <td>
                  <Caller who={one.who} show={(who) => set({ who })} />
                </td>
                <td className="desk">
                  <Whose {...one} />
                </td>
                <td>
                  <State shape={one.outcome === 'failed' ? 'failed' : 'fact'}>
                    {one.isLocked ? words.locked : words.outcomes[one.outcome]}
                  </State>{' '}
                  <span className="t3 small">
                    {one.code ?? one.method}
                    {one.count > 1 && ` ×${format.number(one.count)}`}
                  </span>
                </td>
                <td className="desk code t2">{one.remoteAddress}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </FoundList>
    </>
  );
}
