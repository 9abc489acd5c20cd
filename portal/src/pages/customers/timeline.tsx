import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useApi } from '../../api/use-api.tsx';
import { usePages } from '../../api/use-pages.ts';
import { StateShape } from '../../look/state.tsx';
import { ChoiceFilter } from '../../parts/filters/filters.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Section } from '../../parts/page.tsx';
import { placeOf } from '../../routes/place.ts';
import { useMay } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { type Entry, type Line, useTimelineLine } from './timeline-entry.ts';
import { timelineWords } from './timeline-words.ts';

const route = getRouteApi('/$mode/customers/$uid');
const PAGE = 20;
/** The API's kinds, grouped by what a support agent looks for. */
const GROUPS = {
  sales: 'purchase,activation,refund',
  esims: 'installation,replacement,network',
  usage: 'usage',
  alerts: 'alert,webhook',
  contact: 'mail,ticket',
  team: 'note,change',
} as const;
type Group = keyof typeof GROUPS;

/** Everything that happened to a customer, newest first, each with its actor. */
export function Timeline() {
  const words = useWords(timelineWords);
  const { uid } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const group = (Object.keys(GROUPS) as Group[]).find((one) => one === search.timeline);
  const found = useTimeline(uid, group && GROUPS[group]);
  const entries = found.items;
  const show = (timeline: string | undefined) =>
    void navigate({
      search: (now) => ({ ...now, timeline }),
      replace: true,
      resetScroll: false,
    });
  return (
    <Section
      title={words.title}
      actions={
        <ChoiceFilter
          name={words.filter}
          value={group}
          choices={(Object.keys(GROUPS) as Group[]).map((value) => ({
            value,
            label: words.groups[value],
          }))}
          onChange={show}
        />
      }
    >
      <ErrorNotice error={found.error} retry={() => void found.refetch()} />
      {found.isPending && <Skeleton rows={8} row={40} />}
      {found.isSuccess && entries.length === 0 && <p className="t2 s13 pad-top">{words.empty}</p>}
      <ol className="tl pad-top">
        {entries.map((entry) => (
          <TimelineLine key={`${entry.kind} ${entry.id} ${entry.at}`} entry={entry} />
        ))}
      </ol>
      {found.hasNextPage && (
        <Button
          size="xs"
          variant="subtle"
          loading={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {words.more}
        </Button>
      )}
    </Section>
  );
}

function useTimeline(uid: string, kind: string | undefined) {
  const { calls } = useApi();
  return usePages(['timeline', uid, kind], ({ after, signal }) =>
    calls.GET('/gigastore/customers/{uid}/timeline', {
      params: { path: { uid }, query: { limit: PAGE, after, kind } },
      signal,
    }),
  );
}

function TimelineLine({ entry }: { entry: Entry }) {
  const words = useWords(timelineWords);
  const format = useFormat();
  const { shape, title, text, place } = useTimelineLine()(entry);
  const { actor, at, kind } = entry;
  const by = actor && words.by(actor.name ?? words.actors[actor.kind] ?? actor.kind);
  const day = kind === 'usage' ? (entry.data as { day: string }).day : at;
  return (
    <li>
      <StateShape shape={shape} />
      <div className="tl-head">
        <span className="strong grow">
          <To place={place}>{title}</To>
        </span>
        <time className="t3 small" dateTime={at} title={format.exact(at)}>
          {format.shortDay(day)}
          {kind !== 'usage' && `, ${format.time(at)}`}
        </time>
      </div>
      {(text || by) && (
        <span className={kind === 'note' ? 'tl-text is-note' : 'tl-text'}>
          {[text, by].filter(Boolean).join(kind === 'note' ? ' – ' : ', ')}
        </span>
      )}
    </li>
  );
}

/** A link if this person may open the page, otherwise plain text. */
function To({ place, children }: { place: Line['place']; children: ReactNode }) {
  const { mode } = route.useParams();
  const may = useMay();
  if (!place || (place.page === 'webhooks' && !may('POST /gigastore/api-keys'))) return children;
  const to = { to: `/$mode/${place.page}`, params: { mode }, search: place.search };
  return <Link {...placeOf(to)}>{children}</Link>;
}
