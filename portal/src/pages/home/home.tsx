import './home.css';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useApi } from '../../api/use-api.tsx';
import { Connection, EventLine } from '../../live/event-line.tsx';
import { useLiveEvents } from '../../live/use-live-events.ts';
import { State } from '../../look/state.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useNow } from '../../session/clock.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { Attention } from './attention.tsx';
import { type Day, type Days, useDays } from './use-days.ts';
import { homeWords } from './words.ts';

const route = getRouteApi('/$mode/');
const DayChart = lazy(() => import('./day-chart.tsx'));
const FIGURES = ['revenue', 'margin', 'sold', 'refunds'] as const;
export type Figure = (typeof FIGURES)[number];
const SHOWN_EVENTS = 8;

export function HomePage() {
  const words = useWords(homeWords);
  const format = useFormat();
  const { mode } = route.useParams();
  const navigate = route.useNavigate();
  const now = useNow();
  const days = useDays();
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
      <ErrorNotice error={days.error} retry={() => void days.refetch()} />
      <div className="home-grid">
        <Performance days={days.data} />
        <CreditsLeft days={days.data?.now} />
      </div>
      <div className="home-grid low">
        <Attention days={days.data?.now} />
        <LatestEvents />
      </div>
    </Page>
  );
}

function sumOf(days: Day[], figure: Figure): number {
  return days.reduce((sum, day) => sum + day[figure], 0);
}

/** Four figures; the chosen one is drawn below. */
function Performance({ days: both }: { days?: Days }) {
  const days = both?.now ?? [];
  const before = both?.before ?? [];
  const words = useWords(homeWords);
  const format = useFormat();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const shown = FIGURES.find((figure) => figure === search.show) ?? 'revenue';
  const [revenue, sold] = [sumOf(days, 'revenue'), sumOf(days, 'sold')];
  const change = (value: number, earlier: number) =>
    earlier > 0 ? words.change(format.change((value - earlier) / earlier)) : words.lastDays;
  const notes: Partial<Record<Figure, string>> = {
    revenue: change(revenue, sumOf(before, 'revenue')),
    sold: change(sold, sumOf(before, 'sold')),
    ...(revenue > 0 && { margin: words.marginOf(format.percent(sumOf(days, 'margin') / revenue)) }),
    ...(sold > 0 && { refunds: words.refundsOf(format.percent(sumOf(days, 'refunds') / sold)) }),
  };
  return (
    <section aria-label={words.lastDays} className="perf">
      <div className="metrics" role="tablist" aria-label={words.lastDays}>
        {FIGURES.map((figure) => {
          const isMoney = figure === 'revenue' || figure === 'margin';
          const value = sumOf(days, figure);
          return (
            <button
              key={figure}
              type="button"
              role="tab"
              className="m"
              aria-selected={figure === shown}
              aria-controls="days"
              onClick={() => void navigate({ search: { show: figure }, replace: true })}
            >
              <span className="l">{words[figure]}</span>
              <span className="v">
                {isMoney ? format.amount({ priceValue: value }) : format.number(value)}
                {isMoney && <small> USD</small>}
              </span>
              <span className="s">{notes[figure]}</span>
            </button>
          );
        })}
      </div>
      <div id="days" role="tabpanel" className="chart-space" aria-label={words[shown]}>
        <Suspense>{both && <DayChart days={both} figure={shown} label={words[shown]} />}</Suspense>
      </div>
    </section>
  );
}

function CreditsLeft({ days = [] }: { days?: Day[] }) {
  const words = useWords(homeWords);
  const format = useFormat();
  const { mode } = route.useParams();
  const { queries } = useApi();
  const { data: credits } = queries.useQuery('get', '/gigastore/credits');
  const { data: auto } = queries.useQuery('get', '/gigastore/credits/auto-top-up');
  const spent = sumOf(days, 'revenue') - sumOf(days, 'margin');
  const pace = days.length > 0 ? spent / days.length : 0;
  const left = credits && pace > 0 ? credits.available.priceValue / pace : undefined;
  return (
    <section className="cred" aria-label={words.credits}>
      <p className="l t2 s13">{words.credits}</p>
      <p className="v">
        {credits ? format.amount(credits.available) : '…'} <small>USD</small>
      </p>
      <p className="s13 t2">
        {left === undefined
          ? words.noPace
          : words.runway(format.number(Math.floor(left)), format.money({ priceValue: pace }))}{' '}
        {credits && credits.held.priceValue > 0 && words.held(format.money(credits.held))}
      </p>
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
