import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { usePages } from '../../api/use-pages.ts';
import { Empty } from '../../parts/empty.tsx';
import { ChoiceFilter, TextFilter } from '../../parts/filters/filters.tsx';
import { PageHead } from '../../parts/page.tsx';
import type { Column } from '../../parts/table/column.ts';
import { FoundTable } from '../../parts/table/found-table.tsx';
import { useTitle } from '../../parts/title.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { RequestPanel } from './request-panel.tsx';
import { RequestStatus } from './request-status.tsx';
import { requestWords } from './words.ts';

const route = getRouteApi('/$mode/requests');
const PAGE = 50;
const METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const;
type Entry = Schemas['RequestEntry'];
const idOf = ({ id }: Entry) => id;

export function RequestsPage() {
  const words = useWords(requestWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const found = useRequests(search);
  const columns = useColumns();
  useTitle(words.title);
  const set = (change: Partial<typeof search>) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace: true, resetScroll: false });
  const isFiltered = Boolean(search.q || search.method || search.code);
  return (
    <div className={search.open ? 'split is-open' : 'split'}>
      <div className="list">
        <div className="list-head">
          <PageHead title={words.title} />
          <div className="chips">
            <TextFilter label={words.search} value={search.q} onChange={(q) => set({ q })} />
            <ChoiceFilter
              name={words.method}
              value={search.method}
              choices={METHODS.map((value) => ({ value, label: value }))}
              onChange={(method) => set({ method })}
            />
            <ChoiceFilter
              name={words.result}
              value={search.code}
              choices={Object.entries(words.results).map(([value, label]) => ({ value, label }))}
              onChange={(code) => set({ code })}
            />
          </div>
        </div>
        <FoundTable
          found={found}
          label={words.title}
          rows={found.items}
          columns={columns}
          idOf={idOf}
          nameOf={({ method, path, status }) => `${method} ${path} ${status}`}
          phoneRow={(entry) => <PhoneRow entry={entry} />}
          openId={search.open}
          onOpen={(_, open) => set({ open })}
          onClose={() => set({ open: undefined })}
          isFiltered={isFiltered}
          clear={() => set({ q: undefined, method: undefined, code: undefined })}
          empty={<Empty title={words.empty}>{words.emptyText}</Empty>}
        />
      </div>
      {search.open && <RequestPanel id={search.open} close={() => set({ open: undefined })} />}
    </div>
  );
}

type Search = { q?: string; method?: string; code?: string };

function useRequests({ q, method, code }: Search) {
  const { calls } = useApi();
  return usePages(['requests', q, method, code], ({ after, signal }) =>
    calls.GET('/gigastore/requests', {
      params: {
        query: {
          limit: PAGE,
          after,
          method: METHODS.find((one) => one === method),
          ...(code && { status: `${code}xx` }),
          ...(q && (q.startsWith('/') ? { path: q } : { request_id: q })),
        },
      },
      signal,
    }),
  );
}

function PhoneRow({ entry: { method, path, status, at } }: { entry: Entry }) {
  const format = useFormat();
  return (
    <>
      <div className="l1">
        <span className="code">
          {method} {path}
        </span>
        <RequestStatus status={status} />
      </div>
      <div className="l2">
        <span>{format.exact(at)}</span>
        <span />
      </div>
    </>
  );
}

function useColumns(): Column<Entry>[] {
  const words = useWords(requestWords);
  const format = useFormat();
  return useMemo(() => {
    return [
      {
        id: 'at',
        head: words.at,
        width: '208px',
        cell: ({ at }) => (
          <time className="num t2" dateTime={at}>
            {format.exact(at)}
          </time>
        ),
      },
      {
        id: 'status',
        head: words.status,
        width: '84px',
        cell: ({ status }) => <RequestStatus status={status} />,
      },
      {
        id: 'path',
        head: words.path,
        width: '60%',
        cell: ({ method, path }) => (
          <span className="code">
            {method} {path}
          </span>
        ),
      },
      {
        id: 'code',
        head: words.code,
        width: '20%',
        isWide: true,
        cell: ({ code }) => <span className="code t2">{code}</span>,
      },
      {
        id: 'actor',
        head: words.actor,
        width: '20%',
        isWide: true,
        cell: ({ actor }) => <span className="t2">{actor.name ?? actor.id}</span>,
      },
      {
        id: 'duration',
        head: words.duration,
        width: '110px',
        isRight: true,
        isWide: true,
        cell: ({ durationMs }) => <span className="t2">{words.ms(format.number(durationMs))}</span>,
      },
    ];
  }, [words, format]);
}
