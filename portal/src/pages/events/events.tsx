import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useApi } from '../../api/use-api.tsx';
import { Connection, shapeOf, useEventText } from '../../live/event-line.tsx';
import { type LiveEvent, useLiveEvents } from '../../live/use-live-events.ts';
import { liveWords } from '../../live/words.ts';
import { StateShape } from '../../look/state.tsx';
import { CodeBlock } from '../../parts/code-block.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Facts } from '../../parts/facts.tsx';
import { ChoiceFilter, TextFilter } from '../../parts/filters/filters.tsx';
import { PageHead } from '../../parts/page.tsx';
import { Panel, PanelSection } from '../../parts/panel.tsx';
import type { Column } from '../../parts/table/column.ts';
import { FoundTable } from '../../parts/table/found-table.tsx';
import { useTitle } from '../../parts/title.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { eventWords } from './words.ts';

const route = getRouteApi('/$mode/events');
const PAGE = 100;
const KINDS = ['customer', 'package'] as const;
const idOf = ({ sequence }: LiveEvent) => String(sequence);

export function EventsPage() {
  const words = useWords(eventWords);
  const { types } = useWords(liveWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const live = useLiveEvents();
  const about = aboutOf(search);
  const found = useOlder(search.type, about);
  const columns = useColumns();
  useTitle(words.title);
  const set = (change: Partial<typeof search>) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace: true, resetScroll: false });
  const older = found.data?.pages.flatMap(({ items }) => items) ?? [];
  const newest = older[0]?.sequence ?? 0;
  const events = [
    ...live.events.filter(
      (event) =>
        event.sequence > newest &&
        (!search.type || event.type === search.type) &&
        isAbout(event, about),
    ),
    ...older,
  ];
  const open = events.find((event) => idOf(event) === search.open);
  return (
    <div className={open ? 'split is-open' : 'split'}>
      <div className="list">
        <div className="list-head">
          <PageHead title={words.title} actions={<Connection isConnected={live.isConnected} />} />
          <div className="chips">
            <ChoiceFilter
              name={words.type}
              value={search.type}
              choices={Object.entries(types).map(([value, label]) => ({ value, label }))}
              onChange={(type) => set({ type })}
            />
            <TextFilter label={words.object} value={search.id} onChange={(id) => set({ id })} />
            {search.id && !about.iccid && (
              <ChoiceFilter
                name={words.kind}
                value={search.about}
                choices={KINDS.map((value) => ({ value, label: words.kinds[value] }))}
                onChange={(kind) => set({ about: kind })}
              />
            )}
          </div>
        </div>
        <FoundTable
          found={found}
          label={words.title}
          rows={events}
          columns={columns}
          idOf={idOf}
          nameOf={({ type, sequence }) => `${type} ${sequence}`}
          phoneRow={(event) => <PhoneRow event={event} />}
          openId={search.open}
          onOpen={(_, id) => set({ open: id })}
          onClose={() => set({ open: undefined })}
          isFiltered={Boolean(search.type || search.id)}
          clear={() => set({ type: undefined, id: undefined, about: undefined })}
          empty={<Empty title={words.empty}>{words.emptyText}</Empty>}
        />
      </div>
      {open && <EventPanel event={open} close={() => set({ open: undefined })} />}
    </div>
  );
}

type About = { iccid?: string; customer_uid?: string; activated_item_uid?: string };

/** Returns the object filter: digits are an ICCID, an ID is a customer or a package. */
function aboutOf({ id, about }: { id?: string; about?: string }): About {
  if (!id) return {};
  if (/^\d{5,}$/.test(id)) return { iccid: id };
  return about === 'package' ? { activated_item_uid: id } : { customer_uid: id };
}

function isAbout(event: LiveEvent, about: About): boolean {
  const { iccid, uid, activatedItem } = event.data as Record<string, unknown>;
  return (
    (!about.iccid || iccid === about.iccid) &&
    (!about.customer_uid || uid === about.customer_uid) &&
    (!about.activated_item_uid || activatedItem === about.activated_item_uid)
  );
}

function useOlder(type: string | undefined, about: About) {
  const { calls } = useApi();
  return useInfiniteQuery({
    queryKey: ['older', '/gigastore/events', type, about],
    initialPageParam: undefined as number | undefined,
    queryFn: async ({ pageParam: after, signal }) => {
      const { data, error } = await calls.GET('/gigastore/events', {
        params: { query: { sort_dir: 'DESC', limit: PAGE, after, type, ...about } },
        signal,
      });
      if (error) throw error;
      return data;
    },
    getNextPageParam: ({ nextSequence }, _, last) =>
      nextSequence === null || nextSequence === last ? undefined : nextSequence,
  });
}

function PhoneRow({ event }: { event: LiveEvent }) {
  const text = useEventText()(event);
  const format = useFormat();
  return (
    <>
      <div className="l1">
        <span>
          {text.title} <span className="t2">{text.what}</span>
        </span>
        <span>{format.time(event.createdAt)}</span>
      </div>
      <div className="l2">
        <span>{text.about}</span>
        <span className="t3">{format.shortDay(event.createdAt)}</span>
      </div>
    </>
  );
}

function useColumns(): Column<LiveEvent>[] {
  const words = useWords(eventWords);
  const format = useFormat();
  const textOf = useEventText();
  // biome-ignore lint/correctness/useExhaustiveDependencies: textOf changes with the words only
  return useMemo(
    () => [
      {
        id: 'at',
        head: words.at,
        width: '208px',
        cell: ({ createdAt }) => (
          <time className="num t2" dateTime={createdAt}>
            {format.exact(createdAt)}
          </time>
        ),
      },
      {
        id: 'type',
        head: words.type,
        width: '220px',
        cell: (event) => (
          <span className="st">
            <StateShape shape={shapeOf(event)} />
            <span className="code">{event.type}</span>
          </span>
        ),
      },
      {
        id: 'event',
        head: words.event,
        width: '35%',
        cell: (event) => (
          <>
            {textOf(event).title} <span className="t2">{textOf(event).what}</span>
          </>
        ),
      },
      {
        id: 'about',
        head: words.about,
        width: '30%',
        cell: (event) => <span className="t2">{textOf(event).about}</span>,
      },
      {
        id: 'sequence',
        head: words.sequence,
        width: '110px',
        isRight: true,
        cell: ({ sequence }) => <span className="t3">{format.number(sequence)}</span>,
      },
    ],
    [words, format],
  );
}

function EventPanel({ event, close }: { event: LiveEvent; close: () => void }) {
  const words = useWords(eventWords);
  const format = useFormat();
  const { mode } = route.useParams();
  const { uid, activatedItem } = event.data as { uid?: string; activatedItem?: string };
  return (
    <Panel label={event.type} place={format.number(event.sequence)} close={close}>
      <PanelSection>
        <h2 className="code">{event.type}</h2>
        <Facts
          facts={[
            { name: words.at, value: format.exact(event.createdAt), copy: event.createdAt },
            { name: words.id, value: event.id, copy: event.id, isCode: true },
            ...(uid
              ? [
                  {
                    name: words.kinds.customer,
                    value: (
                      <Link className="link code" to="/$mode/customers/$uid" params={{ mode, uid }}>
                        {uid.slice(0, 8)}
                      </Link>
                    ),
                  },
                ]
              : []),
            ...(activatedItem
              ? [
                  {
                    name: words.kinds.package,
                    value: (
                      <Link
                        className="link code"
                        to="/$mode/sales"
                        params={{ mode }}
                        search={{ open: activatedItem }}
                      >
                        {activatedItem.slice(0, 8)}
                      </Link>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </PanelSection>
      <PanelSection title={words.data}>
        <CodeBlock code={JSON.stringify(event.data, null, 2)} />
      </PanelSection>
    </Panel>
  );
}
