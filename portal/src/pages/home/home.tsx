import './home.css';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { Connection, EventLine } from '../../live/event-line.tsx';
import { useLiveEvents } from '../../live/use-live-events.ts';
import { State } from '../../look/state.tsx';
import { FigureTabs } from '../../parts/figure-tabs.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useNow } from '../../session/clock.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { Attention } from './attention.tsx';
import { type Days, useDays, useSummary } from './use-days.ts';
import { homeWords } from './words.ts';

const route = getRouteApi('/$mode/');
const DayChart = lazy(() => import('../../parts/chart/day-chart.tsx'));
const Runway = lazy(() => import('./runway.tsx'));
const FIGURES = ['retail', 'margin', 'sold', 'refunded'] as const;
type Figure = (typeof FIGURES)[number];
type Sums = Schemas['AccountSalesSums'];
const SHOWN_EVENTS = 8;

export function HomePage() {
  const words = useWords(homeWords);
  const format = useFormat();
  const { mode } = route.useParams();
  const navigate = route.useNavigate();
  const now = useNow();
  const days = useDays();
  const summary = useSummary();
  const error = summary.error ?? days.error;
  return (
    <Page
      title={words.title}
      sub={format.longDate(now)}
      actions={
        <AllowedButton
          calls="POST /gigastore/activations/register"
          variant="filled"
          leftSection={<IconPlus size={16} stroke={1.5} />}
          onClick={() =>
            void navigate({ to: '/$mode/sales', params: { mode }, search: { sell: 'new' } })
          }
        >
          {words.sell}
        </AllowedButton>
      }
    >
      <ErrorNotice
        error={error}
        retry={() => {
          void summary.refetch();
          void days.refetch();
        }}
      />
      <div className="home-grid">
        <Performance summary={summary.data} days={days.data} />
        <CreditsLeft credits={summary.data?.credits} />
      </div>
      <div className="home-grid low">
        <Attention credits={summary.data?.credits} />
        <LatestEvents />
      </div>
    </Page>
  );
}

type Summary = ReturnType<typeof useSummary>['data'];

const toNumber = (of: Sums, figure: Figure) => {
  const value = of[figure];
  return typeof value === 'number' ? value : value.priceValue;
};

/** Four figures from the API's summary; the selected one is charted below. */
function Performance({ summary, days }: { summary: Summary; days?: Days }) {
  const words = useWords(homeWords);
  const format = useFormat();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const notes = useNotes(summary);
  const shown = FIGURES.find((figure) => figure === search.show) ?? 'retail';
  const show = (figure: Figure, value: number) =>
    isMoney(figure) ? format.amount({ priceValue: value }) : format.number(value);
  return (
    <section aria-label={words.lastDays} className="perf">
      <FigureTabs
        className="metrics"
        label={words.lastDays}
        controls="days"
        figures={FIGURES.map((id) => ({
          id,
          name: words.figures[id],
          value: summary ? show(id, toNumber(summary.last30Days, id)) : '…',
          isMoney: isMoney(id),
          note: notes[id],
        }))}
        shown={shown}
        show={(figure) => void navigate({ search: { show: figure }, replace: true })}
      />
      <div id="days" role="tabpanel" className="chart-space" aria-label={words.figures[shown]}>
        <Suspense>
          {days && (
            <DayChart
              label={words.figures[shown]}
              before={words.before}
              show={(value) => show(shown, value)}
              points={days.now.map((day, index) => ({
                name: index === days.now.length - 1 ? words.today : format.shortDay(day.date),
                value: toNumber(day, shown),
                before: toNumber(days.before[index] ?? day, shown),
              }))}
            />
          )}
        </Suspense>
      </div>
    </section>
  );
}

function isMoney(figure: Figure): boolean {
  return figure === 'retail' || figure === 'margin';
}

/** The note below each figure: the change from the 30 days before, or a share. */
function useNotes(summary: Summary): Partial<Record<Figure, string>> {
  const words = useWords(homeWords);
  const format = useFormat();
  if (!summary) return {};
  const { last30Days: now, previous30Days: before, usablePackages } = summary;
  const change = (value: number, earlier: number) =>
    earlier > 0 ? words.change(format.change((value - earlier) / earlier)) : words.lastDays;
  const retail = now.retail.priceValue;
  return {
    retail: change(retail, before.retail.priceValue),
    sold: words.active(format.number(usablePackages)),
    ...(retail > 0 && { margin: words.marginOf(format.percent(now.margin.priceValue / retail)) }),
    ...(now.sold > 0 && { refunded: words.refundsOf(format.percent(now.refunded / now.sold)) }),
  };
}

function CreditsLeft({ credits }: { credits?: Schemas['CreditsOutlook'] }) {
  const words = useWords(homeWords);
  const format = useFormat();
  const { mode } = route.useParams();
  const { data: auto } = useApi().queries.useQuery('get', '/gigastore/credits/auto-top-up');
  return (
    <section className="cred" aria-label={words.credits}>
      <p className="l t2 s13">{words.credits}</p>
      <p className="v">
        {credits ? format.amount(credits.available) : '…'} <small>USD</small>
      </p>
      {credits && (
        <p className="s13 t2">
          {credits.daysLeft === null
            ? words.noPace
            : words.runway(credits.daysLeft, format.money(credits.spentPerDay))}{' '}
          {credits.held.priceValue > 0 && words.held(format.money(credits.held))}
        </p>
      )}
      <div className="runway">
        <Suspense>{credits && <Runway credits={credits} />}</Suspense>
      </div>
      <div className="row cacts">
        <Button
          component={Link}
          {...({ to: '/$mode/credits', params: { mode }, search: { buy: 'new' } } as object)}
          leftSection={<IconPlus size={16} stroke={1.5} />}
        >
          {words.buy}
        </Button>
        {auto && (
          <span className="s13">
            <State shape={auto.enabled ? 'done' : 'over'}>
              {auto.enabled ? words.autoOn : words.autoOff}
            </State>
          </span>
        )}
      </div>
    </section>
  );
}

function LatestEvents() {
  const words = useWords(homeWords);
  const { mode } = route.useParams();
  const { events, isConnected, error } = useLiveEvents();
  return (
    <Section title={words.events} actions={<Connection isConnected={isConnected} />}>
      <ErrorNotice error={error} />
      {events.length === 0 && <p className="t2 s13 pad-top">{words.noEvents}</p>}
      <ul className="ev">
        {events.slice(0, SHOWN_EVENTS).map((event) => (
          <EventLine key={event.sequence} event={event} />
        ))}
      </ul>
      <Link className="link s13" to="/$mode/events" params={{ mode }}>
        {words.allEvents}
      </Link>
    </Section>
  );
}
