import '@mantine/charts/styles.layer.css';
import type { Schemas } from '../../api/client.ts';
import { notCsv } from '../../api/not-csv.ts';
import { useApi } from '../../api/use-api.tsx';
import { TimeChart } from '../../parts/chart/time-chart.tsx';
import { useNow } from '../../session/clock.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { dayOf, useZone } from '../../words/zone.ts';
import { homeWords } from './words.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const BACK = 21;
/** Longer forecasts are not meaningful. */
const AHEAD = 14;

/** The balance of the last weeks, and a dotted forecast at the current pace. */
export default function Runway({ credits }: { credits: Schemas['CreditsOutlook'] }) {
  const words = useWords(homeWords);
  const format = useFormat();
  const now = useNow();
  const zone = useZone();
  const { queries } = useApi();
  const query = {
    from: dayOf(now - BACK * DAY_MS, zone),
    to: dayOf(now, zone),
    time_zone: zone,
  };
  const history = queries.useQuery(
    'get',
    '/gigastore/credits/balance-history',
    { params: { query } },
    { select: (answer) => notCsv(answer as Schemas['BalanceHistory'] | string).items },
  );
  const { data: alert } = queries.useQuery('get', '/gigastore/credits/alert');
  if (!history.data) return null;
  const shown = (date: string) => format.shortDay(date);
  const past = history.data.map(({ date, closingBalance }) => ({
    name: shown(date),
    value: closingBalance.priceValue,
  }));
  const { daysLeft, spentPerDay } = credits;
  const last = past.at(-1)?.value ?? 0;
  const ahead = daysLeft === null ? 0 : Math.min(AHEAD, daysLeft + 1);
  const future = Array.from({ length: ahead }, (_, index) => ({
    name: shown(dayOf(now + (index + 1) * DAY_MS, zone)),
    value: Math.max(0, last - spentPerDay.priceValue * (index + 1)),
  }));
  const threshold = alert?.enabled ? alert.threshold?.priceValue : undefined;
  return (
    <TimeChart
      height={152}
      points={[...past, ...future]}
      dottedFrom={past.length - 1}
      label={words.credits}
      before=""
      show={(value) => format.amount({ priceValue: value })}
      {...(threshold !== undefined && {
        threshold: { value: threshold, label: words.alertBelow(format.number(threshold)) },
      })}
    />
  );
}
