import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { type Shape, StateShape } from '../../look/state.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { Section } from '../../parts/page.tsx';
import { placeOf } from '../../routes/place.ts';
import { useNow } from '../../session/clock.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { marginOf } from '../inventory/margin.ts';
import { homeWords } from './words.ts';

type Line = { id: string; shape: Shape; title: string; text?: string; to: string; action: string };
const LOW_DAYS = 7;
const CARD_DAYS = 45;
const DAY_MS = 24 * 60 * 60 * 1000;

/** What needs attention, the most urgent first, each with a link. */
export function Attention({ credits }: { credits?: Schemas['CreditsOutlook'] }) {
  const words = useWords(homeWords);
  const format = useFormat();
  const { lines, isLoading } = useLines(credits);
  return (
    <Section title={words.attention} count={lines.length > 0 && format.number(lines.length)}>
      {isLoading && <Skeleton rows={3} row={56} />}
      {!isLoading && lines.length === 0 && <p className="t2 s13 pad-top">{words.nothing}</p>}
      <ul className="att">
        {lines.map(({ id, shape, title, text, to, action }) => (
          <li key={id}>
            <StateShape shape={shape} />
            <div className="grow">
              <p className="strong">{title}</p>
              {text && <p className="t2 s13">{text}</p>}
            </div>
            <To to={to}>{action}</To>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function To({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link className="link s13" {...placeOf({ to })}>
      {children}
    </Link>
  );
}

function useLines(credits: Schemas['CreditsOutlook'] | undefined): {
  lines: Line[];
  isLoading: boolean;
} {
  const words = useWords(homeWords);
  const format = useFormat();
  const now = useNow();
  const { mode } = useParams({ from: '/$mode' });
  const { queries } = useApi();
  const webhooks = queries.useQuery('get', '/gigastore/webhooks');
  const tickets = queries.useQuery('get', '/gigastore/tickets', {
    params: { query: { status: 'waiting', limit: 5 } },
  });
  const { data: auto } = queries.useQuery('get', '/gigastore/credits/auto-top-up');
  const cards = queries.useQuery('get', '/gigastore/payment-methods');
  const inventory = queries.useQuery('get', '/gigastore/products/inventory', {
    params: { query: { active: true } },
  });
  const lines: Line[] = [];
  for (const { event, url, failingSince, disabledAt, disabledReason } of webhooks.data?.items ??
    []) {
    if (!failingSince && !disabledAt) continue;
    const { host } = new URL(url);
    lines.push({
      id: `webhook ${event}`,
      shape: 'failed',
      title: disabledAt ? words.disabled(host) : words.failing(host),
      text: disabledAt
        ? (disabledReason ?? undefined)
        : words.failingText(format.ago(failingSince ?? '', now)),
      to: `/${mode}/webhooks`,
      action: words.openWebhook,
    });
  }
  const left = credits?.daysLeft ?? LOW_DAYS;
  if (left < LOW_DAYS && !auto?.enabled) {
    lines.push({
      id: 'credits',
      shape: 'warning',
      title: words.low,
      text: words.lowText(left),
      to: `/${mode}/credits?buy=new`,
      action: words.buy,
    });
  }
  if (auto?.status === 'switched_off') {
    lines.push({
      id: 'top-up',
      shape: 'warning',
      title: words.topUp,
      text: auto.reason ?? undefined,
      to: `/${mode}/credits?tab=settings`,
      action: words.auto,
    });
  }
  for (const { id, lastFour, expiryMonth, expiryYear } of cards.data?.items ?? []) {
    // A card is valid until the end of its month.
    if (Date.UTC(expiryYear, expiryMonth, 1) - now > CARD_DAYS * DAY_MS) continue;
    lines.push({
      id,
      shape: 'over',
      title: words.card(lastFour),
      to: `/${mode}/credits?tab=settings`,
      action: words.changeCard,
    });
  }
  const losing = inventory.data?.items.filter((item) => (marginOf(item) ?? 0) < 0) ?? [];
  if (losing.length > 0) {
    lines.push({
      id: 'prices',
      shape: 'warning',
      title: words.belowCost(losing.length, format.number(losing.length)),
      text: words.belowCostText,
      to: `/${mode}/inventory?sort=RETAILPRICE&active=true`,
      action: words.review,
    });
  }
  for (const { id, number, subject } of tickets.data?.items ?? []) {
    lines.push({
      id,
      shape: 'news',
      title: words.ticket(number),
      text: subject,
      to: `/${mode}/tickets?open=${id}`,
      action: words.reply,
    });
  }
  return { lines, isLoading: webhooks.isPending || tickets.isPending };
}
