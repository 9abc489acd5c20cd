import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { usePages } from '../../api/use-pages.ts';
import { AS_CSV, CsvButton } from '../../parts/csv-button.tsx';
import { Empty } from '../../parts/empty.tsx';
import { ChoiceFilter } from '../../parts/filters/filters.tsx';
import { datesOf, isPeriod, momentsOf, rangeOf } from '../../parts/filters/period.ts';
import { PeriodFilter } from '../../parts/filters/period-filter.tsx';
import { FoundList } from '../../parts/found-list.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useNow } from '../../session/clock.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { useZone } from '../../words/zone.ts';
import { BalanceChart } from './balance-chart.tsx';
import { MonthMenu } from './month-menu.tsx';
import { creditWords } from './words.ts';

const route = getRouteApi('/$mode/credits');
const PAGE = 50;
const TYPES = [
  'credit_purchase',
  'auto_top_up',
  'activation',
  'refund',
  'stock_purchase',
  'adjustment',
  'sandbox_credit',
] as const;
const MINUTE_MS = 60_000;

/** Every movement of the credits, with the balance after it. */
export function Statement() {
  const words = useWords(creditWords);
  const format = useFormat();
  const { period, type: wanted } = route.useSearch();
  const type = TYPES.find((one) => one === wanted);
  const { mode } = route.useParams();
  const navigate = route.useNavigate();
  const { calls } = useApi();
  const now = Math.floor(useNow() / MINUTE_MS) * MINUTE_MS;
  const zone = useZone();
  const moments = momentsOf(period, { now, zone });
  const charted = isPeriod(period) && period !== 'today' ? period : '30d';
  const [saveError, setSaveError] = useState<unknown>();
  const found = usePages(['credit entries', moments, type], ({ after, signal }) =>
    calls.GET('/gigastore/credits/entries', {
      params: { query: { limit: PAGE, after, ...moments, type } },
      signal,
    }),
  );
  return (
    <>
      <div className="chips tab-head">
        <PeriodFilter
          name={words.when}
          value={period}
          onChange={(next) => void navigate({ search: (was) => ({ ...was, period: next }) })}
        />
        <ChoiceFilter
          name={words.type}
          value={type}
          choices={TYPES.map((value) => ({ value, label: words.types[value] }))}
          onChange={(next) => void navigate({ search: (was) => ({ ...was, type: next }) })}
        />
        <MonthMenu onError={setSaveError} />
        <CsvButton
          name="statement"
          load={() =>
            type
              ? calls.GET('/gigastore/credits/entries', {
                  params: { query: { ...moments, type } },
                  ...AS_CSV,
                })
              : calls.GET('/gigastore/credits/statement', {
                  params: { query: moments },
                  ...AS_CSV,
                })
          }
        />
      </div>
      <ErrorNotice error={saveError} />
      <BalanceChart dates={rangeOf(period) ?? datesOf(charted, { now, zone })} />
      <FoundList
        found={found}
        skeleton={{ rows: 10 }}
        isFiltered={Boolean(type || period)}
        clear={() =>
          void navigate({ search: (was) => ({ ...was, period: undefined, type: undefined }) })
        }
        empty={<Empty title={words.noEntries}>{words.noEntriesText}</Empty>}
      >
        <table className="tbl plain">
          <thead>
            <tr>
              <th className="desk">{words.when}</th>
              <th>{words.what}</th>
              <th className="r">{words.amount}</th>
              <th className="r desk">{words.after}</th>
            </tr>
          </thead>
          <tbody>
            {found.items.map((entry) => (
              <tr key={entry.id}>
                <td className="t2 num nw desk">
                  <time dateTime={entry.createdAt}>{format.exact(entry.createdAt)}</time>
                </td>
                <td>
                  <Target entry={entry} mode={mode} />{' '}
                  <span className="t3">{entry.description}</span>
                  <span className="phone-line t3 small num">{format.exact(entry.createdAt)}</span>
                </td>
                <td className={entry.amount.priceValue > 0 ? 'r plus' : 'r'}>
                  {entry.amount.priceValue > 0 ? '+' : ''}
                  {format.amount(entry.amount)}
                </td>
                <td className="r t2 desk">{format.amount(entry.balanceAfter)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </FoundList>
    </>
  );
}

type Entry = Schemas['CreditsEntry'];

function Target({ entry, mode }: { entry: Entry; mode: 'live' | 'sandbox' | 'operator' }) {
  const words = useWords(creditWords);
  const name = <span className="strong">{words.types[entry.type]}</span>;
  if (!entry.activatedItemUid) return name;
  return (
    <Link to="/$mode/sales" params={{ mode }} search={{ open: entry.activatedItemUid }}>
      {name}
    </Link>
  );
}
