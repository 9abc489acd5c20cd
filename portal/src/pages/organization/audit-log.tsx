import { getRouteApi } from '@tanstack/react-router';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { usePages } from '../../api/use-pages.ts';
import { AS_CSV, CsvButton } from '../../parts/csv-button.tsx';
import { Empty } from '../../parts/empty.tsx';
import { type Fact, Facts } from '../../parts/facts.tsx';
import { TextFilter } from '../../parts/filters/filters.tsx';
import { momentsOf } from '../../parts/filters/period.ts';
import { PeriodFilter } from '../../parts/filters/period-filter.tsx';
import { SearchFilter } from '../../parts/filters/search-filter.tsx';
import { FoundList } from '../../parts/found-list.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { useZone } from '../../words/zone.ts';
import { organizationWords } from './words.ts';

const route = getRouteApi('/$mode/organization');
const PAGE = 50;
const MINUTE_MS = 60_000;
type Entry = Schemas['AuditEntry'];

/** Every change by a person, a key or the platform, newest first. A row opens its details. */
export function AuditLog() {
  const { audit } = useWords(organizationWords);
  const { period, action, actor, open } = route.useSearch();
  const navigate = route.useNavigate();
  const set = (change: { period?: string; action?: string; actor?: string; open?: string }) =>
    void navigate({ search: (was) => ({ ...was, ...change }), replace: true, resetScroll: false });
  const { calls, queries } = useApi();
  const team = queries.useQuery('get', '/gigastore/team');
  const now = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
  const zone = useZone();
  const moments = momentsOf(period, { now, zone });
  const found = usePages(['audit log', moments, action, actor], ({ after, signal }) =>
    calls.GET('/gigastore/audit-log', {
      params: { query: { limit: PAGE, after, ...moments, action, actor } },
      signal,
    }),
  );
  return (
    <>
      <div className="chips tab-head">
        <TextFilter
          label={audit.actionHint}
          value={action}
          onChange={(next) => set({ action: next })}
        />
        <SearchFilter
          name={audit.actor}
          value={actor}
          choices={(team.data?.members ?? []).map(({ personId, name }) => ({
            value: personId,
            label: name,
          }))}
          onChange={(next) => set({ actor: next })}
        />
        <PeriodFilter name={audit.when} value={period} onChange={(next) => set({ period: next })} />
        <CsvButton
          name="audit-log"
          load={() =>
            calls.GET('/gigastore/audit-log', {
              params: { query: { ...moments, action, actor } },
              ...AS_CSV,
            })
          }
        />
      </div>
      <FoundList
        found={found}
        skeleton={{ rows: 12 }}
        isFiltered={Boolean(action || actor || period)}
        clear={() => set({ action: undefined, actor: undefined, period: undefined })}
        empty={<Empty title={audit.empty}>{audit.emptyText}</Empty>}
      >
        <ul className="lines">
          {found.items.map((entry) => (
            <EntryLine
              key={entry.id}
              entry={entry}
              isOpen={entry.id === open}
              toggle={() => set({ open: entry.id === open ? undefined : entry.id })}
            />
          ))}
        </ul>
      </FoundList>
    </>
  );
}

type Line = { entry: Entry; isOpen: boolean; toggle: () => void };

function EntryLine({ entry, isOpen, toggle }: Line) {
  const { audit } = useWords(organizationWords);
  const format = useFormat();
  return (
    <li className="org-entry">
      <button type="button" className="org-entry-head" aria-expanded={isOpen} onClick={toggle}>
        <span className="t3 small num org-at">
          <time dateTime={entry.at}>{format.exact(entry.at)}</time>
        </span>
        <span className="code grow cut">{entry.action}</span>
        <span className="s13 t2 cut">{entry.actor.name ?? audit.actors[entry.actor.kind]}</span>
      </button>
      {isOpen && <EntryDetail entry={entry} />}
    </li>
  );
}

function EntryDetail({ entry }: { entry: Entry }) {
  const { audit } = useWords(organizationWords);
  const format = useFormat();
  const facts: Fact[] = [
    { name: audit.at, value: format.exact(entry.at) },
    { name: audit.who, value: `${entry.actor.name ?? ''} (${audit.actors[entry.actor.kind]})` },
    ...(entry.target
      ? [{ name: audit.target, value: entry.target, copy: entry.target, isCode: true }]
      : []),
    ...(entry.remoteAddress
      ? [{ name: audit.from, value: entry.remoteAddress, copy: entry.remoteAddress, isCode: true }]
      : []),
    { name: audit.request, value: entry.requestId, copy: entry.requestId, isCode: true },
    { name: audit.before, value: <Values of={entry.before} /> },
    { name: audit.after, value: <Values of={entry.after} /> },
  ];
  return (
    <div className="org-detail">
      <Facts facts={facts} />
    </div>
  );
}

function Values({ of }: { of: Record<string, unknown> | null }) {
  const { audit } = useWords(organizationWords);
  if (!of || Object.keys(of).length === 0) return <span className="t3">{audit.nothing}</span>;
  return <code className="code org-values">{JSON.stringify(of, null, 1)}</code>;
}
