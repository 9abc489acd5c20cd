import '../../pages/home/home.css';
import { getRouteApi } from '@tanstack/react-router';
import { useApi } from '../../api/use-api.tsx';
import { AS_CSV, CsvButton } from '../../parts/csv-button.tsx';
import { Empty } from '../../parts/empty.tsx';
import { ChoiceFilter } from '../../parts/filters/filters.tsx';
import { isPeriod, PERIODS, periodWords } from '../../parts/filters/period.ts';
import { SearchFilter } from '../../parts/filters/search-filter.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { useResellers } from '../use-choices.ts';
import { byPlan, type PlanSums, type ReportMode, useOwnMode, useReport } from '../use-report.ts';
import { utcPeriod } from '../utc-period.ts';
import { Figures } from './figures.tsx';
import { salesWords } from './words.ts';

const route = getRouteApi('/$mode/sales-report');
const MODES: ReportMode[] = ['live', 'sandbox', 'all'];

/** Revenue, cost and margin of all resellers' sales. */
export function SalesReportPage() {
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
  const query = {
    ...utcPeriod(period, Date.now()),
    mode,
    ...(search.reseller && { organization_id: search.reseller }),
  };
  const { report, error, refetch } = useReport(query);
  const plans = byPlan(report?.items ?? []);
  return (
    <Page title={words.title}>
      <div className="chips">
        <ChoiceFilter
          name={words.period}
          value={period}
          choices={PERIODS.map((value) => ({ value, label: periods[value] }))}
          onChange={(next) => set({ period: next })}
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
          name={`sales-${query.from}-${query.to}`}
          load={() => calls.GET('/operator/reports/sales', { params: { query }, ...AS_CSV })}
        />
      </div>
      <ErrorNotice error={error} retry={() => void refetch()} />
      <Figures report={report} query={query} shown={search.show} show={(show) => set({ show })} />
      <Section title={words.plans}>
        {!report && !error && <Skeleton rows={8} />}
        {report && plans.length === 0 && <Empty title={words.empty}>{words.emptyText}</Empty>}
        {plans.length > 0 && <Plans plans={plans} />}
      </Section>
    </Page>
  );
}

function Plans({ plans }: { plans: PlanSums[] }) {
  const words = useWords(salesWords);
  const format = useFormat();
  const amount = (priceValue: number) => format.amount({ priceValue });
  return (
    <table className="tbl plain" aria-label={words.plans}>
      <thead>
        <tr>
          <th>{words.plan}</th>
          <th className="desk">{words.carrier}</th>
          <th className="r">{words.sold}</th>
          <th className="r desk">{words.refunded}</th>
          <th className="r">{words.revenue}</th>
          <th className="r desk">{words.cost}</th>
          <th className="r desk">{words.margin}</th>
        </tr>
      </thead>
      <tbody>
        {plans.map((plan) => (
          <tr key={plan.dataPlanId}>
            <td>{plan.planName}</td>
            <td className="desk t2">{plan.carrier}</td>
            <td className="r num">{format.number(plan.sold)}</td>
            <td className="r num desk t2">{format.number(plan.refunded)}</td>
            <td className="r num">{amount(plan.revenue)}</td>
            {plan.uncosted > 0 ? (
              <>
                <td className="r desk t3">{words.unknown}</td>
                <td className="r desk t3">{words.unknown}</td>
              </>
            ) : (
              <>
                <td className="r num desk t2">{amount(plan.cost)}</td>
                <td className={plan.margin < 0 ? 'r num desk neg' : 'r num desk'}>
                  {amount(plan.margin)}
                </td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
