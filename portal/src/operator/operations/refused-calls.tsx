import { useApi } from '../../api/use-api.tsx';
import { usePages } from '../../api/use-pages.ts';
import { Empty } from '../../parts/empty.tsx';
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

/** Calls of all resellers that were refused because of the caller. */
export function RefusedCalls() {
  const words = useWords(operationsWords);
  const format = useFormat();
  const { calls } = useApi();
  const [, set] = useOperationsSearch();
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
      <FoundList
        found={found}
        skeleton={{ rows: 8 }}
        isFiltered={Object.values(asked).some((value) => value !== undefined)}
        clear={() => set(NO_FILTERS)}
        empty={<Empty title={words.noRefused}>{words.noRefusedText}</Empty>}
      >
        <table className="tbl plain" aria-label={words.tabs.refused}>
          <thead>
            <tr>
              <th>{words.when}</th>
              <th>{words.caller}</th>
              <th className="desk">{words.reseller}</th>
              <th>{words.operation}</th>
              <th className="desk">{words.code}</th>
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
                  <span className="code">{one.operation}</span>
                  {one.count > 1 && <span className="t3 small"> ×{format.number(one.count)}</span>}
                </td>
                <td className="desk code t2">{one.code}</td>
                <td className="desk code t2">{one.remoteAddress}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </FoundList>
    </>
  );
}
