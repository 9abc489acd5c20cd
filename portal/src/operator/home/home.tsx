import '../../pages/home/home.css';
import '../operator.css';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Schemas } from '../../api/client.ts';
import { useQueries } from '../../api/use-api.tsx';
import { StateShape } from '../../look/state.tsx';
import { Reading, Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { Figures } from '../sales/figures.tsx';
import { useOwnMode, useReport, utcDay } from '../use-report.ts';
import { utcPeriod } from '../utc-period.ts';
import { useAttention } from './use-attention.ts';
import { operatorHomeWords } from './words.ts';

const route = getRouteApi('/$mode/');
const SHOWN = 6;

/** The operator's home: what needs attention, and today's sales. */
export function OperatorHome() {
  const words = useWords(operatorHomeWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = { ...utcPeriod('30d', Date.now()), mode: useOwnMode() };
  const { report, error, refetch } = useReport(query);
  return (
    <Page
      title={words.title}
      sub={<Today report={report} />}
      actions={
        <AllowedButton
          calls="POST /operator/organizations"
          variant="filled"
          leftSection={<IconPlus size={16} stroke={1.5} />}
          onClick={() =>
            void navigate({
              to: '/$mode/resellers',
              params: { mode: 'operator' },
              search: { new: 'reseller' },
            })
          }
        >
          {words.create}
        </AllowedButton>
      }
    >
      <ErrorNotice error={error} retry={() => void refetch()} />
      <Figures
        report={report}
        query={query}
        shown={search.show}
        show={(show) => void navigate({ search: { show }, replace: true })}
      />
      <div className="home-grid low">
        <Attention />
        <Newest />
      </div>
    </Page>
  );
}

/** The date (UTC), with the revenue and the margin of the day so far. */
function Today({ report }: { report?: Schemas['SalesReport'] }) {
  const words = useWords(operatorHomeWords);
  const format = useFormat();
  const today = utcDay(Date.now());
  const rows = (report?.items ?? []).filter(({ day }) => day === today);
  const sum = (of: 'revenue' | 'margin') =>
    format.money({ priceValue: rows.reduce((all, row) => all + row[of].priceValue, 0) });
  const isCostKnown = rows.every(({ unitsWithoutCost }) => unitsWithoutCost === 0);
  const margin = isCostKnown ? sum('margin') : words.unknown;
  return (
    <>
      {format.longDate(today)}
      {report && ` · ${words.today(sum('revenue'), margin)}`}
    </>
  );
}

function Attention() {
  const words = useWords(operatorHomeWords);
  const format = useFormat();
  const { lines, isLoading } = useAttention();
  return (
    <Section title={words.attention} count={lines.length > 0 && format.number(lines.length)}>
      {isLoading && <Skeleton rows={3} row={56} />}
      {!isLoading && lines.length === 0 && <p className="t2 s13 pad-top">{words.nothing}</p>}
      <ul className="att">
        {lines.map(({ id, shape, title, text, to, search, action }) => (
          <li key={id}>
            <StateShape shape={shape} />
            <div className="grow">
              <p className="strong">{title}</p>
              {text && <p className="t2 s13">{text}</p>}
            </div>
            <Link
              className="link s13"
              to={`/$mode/${to}`}
              params={{ mode: 'operator' }}
              search={search}
            >
              {action}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Newest() {
  const words = useWords(operatorHomeWords);
  const format = useFormat();
  const { data, error, refetch } = useQueries().useQuery('get', '/operator/organizations', {
    params: { query: { limit: SHOWN, closed: false } },
  });
  return (
    <Section title={words.newest}>
      <Reading data={data} error={error} refetch={refetch} rows={SHOWN} />
      {data?.items.length === 0 && <p className="t2 s13 pad-top">{words.noResellers}</p>}
      <ul className="lines">
        {data?.items.map(({ id, name, createdAt }) => (
          <li key={id}>
            <Link
              className="grow cut"
              to="/$mode/resellers"
              params={{ mode: 'operator' }}
              search={{ open: id }}
            >
              {name}
            </Link>
            <span className="t2 s13">{format.date(createdAt)}</span>
          </li>
        ))}
      </ul>
      <Link className="link s13" to="/$mode/resellers" params={{ mode: 'operator' }}>
        {words.allResellers}
      </Link>
    </Section>
  );
}
