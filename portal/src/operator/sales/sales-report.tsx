import { getRouteApi } from '@tanstack/react-router';
import { useApi } from '../../api/use-api.tsx';
import { AS_CSV, CsvButton } from '../../parts/csv-button.tsx';
import { ChoiceFilter } from '../../parts/filters/filters.tsx';
import { isPeriod, PERIODS } from '../../parts/filters/period.ts';
import { periodWords } from '../../parts/filters/period-words.ts';
import { SearchFilter } from '../../parts/filters/search-filter.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useWords } from '../../words/language.tsx';
import { useResellers } from '../use-choices.ts';
import { type ReportMode, useOwnMode, useReport } from '../use-report.ts';
import { utcPeriod } from '../utc-period.ts';
import { Figures } from './figures.tsx';
import { SALES_GROUPS, SalesGroups } from './sales-groups.tsx';
import { salesWords } from './words.ts';

const route = getRouteApi('/$mode/sales-report');
const MODES: ReportMode[] = ['live', 'sandbox', 'all'];

/** Revenue, cost and margin of all resellers over time and by one dimension. */
export function SalesReport() {
  const words = useWords(salesWords);
  const periods = useWords(periodWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { calls } = useApi();
  const own = useOwnMode();
  const set = (change: Partial<typeof search>) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace: true, resetScroll: false });
  const period = isPeriod(search.period) ? search.period : '30d';
  const mode = MODES.find((one) => one === search.mode) ?? own;
  const by = SALES_GROUPS.find((one) => one === search.by) ?? 'data_plan';
  const query = {
    ...utcPeriod(period, Date.now()),
    mode,
    ...(search.reseller && { organization_id: search.reseller }),
  };
  const { report, error, refetch } = useReport(query);
  const grouped = { ...query, group_by: by };
  return (
    <>
      <div className="chips tab-head">
        <ChoiceFilter
          name={words.period}
          value={period}
          choices={PERIODS.map((value) => ({ value, label: periods[value] }))}
          onChange={(next) => set({ period: next })}
        />
        <ChoiceFilter
          name={words.by}
          value={by}
          choices={SALES_GROUPS.map((value) => ({ value, label: words.groups[value] }))}
          onChange={(next) => set({ by: next })}
        />
        <ChoiceFilter
          name={words.mode}
          value={mode}
          choices={MODES.map((value) => ({ value, label: words.modes[value] }))}
          onChange={(next) => set({ mode: next })}
        />
        <SearchFilter
          name={words.reseller}
          value={search.reseller}
          choices={useResellers()}
          onChange={(next) => set({ reseller: next })}
        />
        <CsvButton
          name={`sales-by-${by}-${query.from}-${query.to}`}
          load={() =>
            calls.GET('/operator/reports/sales/groups', {
              params: { query: grouped },
              ...AS_CSV,
            })
          }
        />
      </div>
      <ErrorNotice error={error} retry={() => void refetch()} />
      <Figures report={report} query={query} shown={search.show} show={(show) => set({ show })} />
      <SalesGroups query={grouped} />
    </>
  );
}
