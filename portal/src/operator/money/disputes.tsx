import { getRouteApi, Link } from '@tanstack/react-router';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { usePages } from '../../api/use-pages.ts';
import { type Shape, State } from '../../look/state.tsx';
import { Empty } from '../../parts/empty.tsx';
import { ChoiceFilter } from '../../parts/filters/filters.tsx';
import { FoundList } from '../../parts/found-list.tsx';
import { Ago } from '../../parts/time.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { moneyWords } from './words.ts';

const route = getRouteApi('/$mode/money');
type Status = Schemas['OperatorDispute']['status'];
const SHAPES: Record<Status, Shape> = { open: 'waiting', won: 'done', lost: 'failed' };
const STATUSES: Status[] = ['open', 'won', 'lost'];
const PAGE = 50;

/** The disputed card payments of all resellers. */
export function Disputes() {
  const { disputes: words } = useWords(moneyWords);
  const format = useFormat();
  const { calls } = useApi();
  const { state } = route.useSearch();
  const navigate = route.useNavigate();
  const status = STATUSES.find((one) => one === state);
  const choose = (next: string | undefined) =>
    void navigate({ search: (was) => ({ ...was, state: next }), replace: true });
  const found = usePages(['disputes', status], ({ after, signal }) =>
    calls.GET('/operator/disputes', { params: { query: { limit: PAGE, after, status } }, signal }),
  );
  return (
    <>
      <div className="chips tab-head">
        <ChoiceFilter
          name={words.status}
          value={status}
          choices={STATUSES.map((value) => ({ value, label: words.statuses[value] }))}
          onChange={choose}
        />
      </div>
      <FoundList
        found={found}
        skeleton={{ rows: 6 }}
        isFiltered={status !== undefined}
        clear={() => choose(undefined)}
        empty={<Empty title={words.empty}>{words.emptyText}</Empty>}
      >
        <table className="tbl plain" aria-label={words.title}>
          <thead>
            <tr>
              <th>{words.reseller}</th>
              <th>{words.status}</th>
              <th className="desk">{words.openedAt}</th>
              <th className="r">{words.disputed}</th>
              <th className="r desk">{words.frozen}</th>
              <th className="desk">{words.reference}</th>
            </tr>
          </thead>
          <tbody>
            {found.items.map((one) => (
              <tr key={one.reference}>
                <td>
                  <Link
                    className="link"
                    to="/$mode/resellers"
                    params={{ mode: 'operator' }}
                    search={{ open: one.organizationId }}
                  >
                    {one.organizationName}
                  </Link>
                </td>
                <td>
                  <State shape={SHAPES[one.status]}>{words.statuses[one.status]}</State>
                </td>
                <td className="desk t2">
                  <Ago at={one.openedAt} />
                </td>
                <td className="r num">{format.money(one.disputed)}</td>
                <td className="r num desk t2">{format.money(one.frozen)}</td>
                <td className="desk code t2">{one.reference}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </FoundList>
    </>
  );
}
