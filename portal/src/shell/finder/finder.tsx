import { Spotlight, spotlight } from '@mantine/spotlight';
import '@mantine/spotlight/styles.layer.css';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { Mode, Schemas } from '../../api/client.ts';
import { useQueries } from '../../api/use-api.tsx';
import { placeOf } from '../../routes/place.ts';
import { useSession } from '../../session/session.ts';
import { useWords } from '../../words/language.tsx';
import { shellWords } from '../words.ts';
import { placeOfResult } from './place-of-result.ts';
import { type Found, ICONS, useActions, usePlaces } from './places.tsx';
import { keepRecent, readRecent } from './recent.ts';
import { useSearchAcross } from './search-across.tsx';
import { finderWords } from './words.ts';

type Result = Schemas['SearchResults']['items'][number];
/** The server matches shorter texts with whole fields only. */
const SHORTEST = 3;
const TYPING_MS = 180;
const MOST = 20;
const OF_A_KIND = 5;
/** Their titles are not unique: customers share addresses, and packages names. */
const WITH_SHARED_TITLES: ReadonlySet<string> = new Set(['customer', 'package']);
const TAIL = 6;
const KINDS = ['customer', 'package', 'esim', 'purchase', 'ticket'] as const;

type Line = Found & { result?: Result };
type Group = { name: string; lines: Line[] };

/** One search box for customers, packages, eSIMs, purchases, tickets, pages and actions. */
export default function Finder({ mode, onClose }: { mode: Mode; onClose: () => void }) {
  const words = useWords(finderWords);
  const shell = useWords(shellWords);
  const navigate = useNavigate();
  const { person } = useSession();
  const [query, setQuery] = useState('');
  const { groups, isSearching, error } = useGroups(query, mode);
  useEffect(() => {
    spotlight.open();
  }, []);
  const go = ({ result, href, place }: Line) => {
    if (result) keepRecent(mode, person.id, result);
    if (href) location.assign(href);
    else if (place) void navigate(placeOf(place));
  };
  const isEmpty = groups.length === 0;
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
      shortcut={null}
      radius="md"
      maxHeight={440}
      scrollable
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
    >
      <Spotlight.Search
        placeholder={mode === 'operator' ? shell.searchPlatform : shell.search}
        aria-label={shell.searchName}
        leftSection={<IconSearch size={18} stroke={1.5} />}
      />
      <p className="vh" role="status">
        {isSearching ? words.searching : isEmpty ? words.nothing : ''}
      </p>
      <Spotlight.ActionsList>
        {error && !isSearching ? <p className="t2 s13 finder-say">{words.failed}</p> : null}
        {isEmpty && (
          <Spotlight.Empty>
            {isSearching ? (
              words.searching
            ) : (
              <>
                <span className="strong">{words.nothing}</span>
                <br />
                {mode === 'operator' ? words.nothingAcross : words.nothingText}
              </>
            )}
          </Spotlight.Empty>
        )}
        {groups.map(({ name, lines }) => (
          <Spotlight.ActionsGroup key={name} label={name}>
            {lines.map((line) => (
              <Spotlight.Action
                key={line.id}
                label={line.label}
                description={line.description}
                leftSection={<line.icon size={16} stroke={1.5} />}
                onClick={() => go(line)}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
      </Spotlight.ActionsList>
      <Spotlight.Footer className="finder-foot desk">
        <kbd className="kbd">↑↓</kbd> {words.keys.move}
        <kbd className="kbd">Enter</kbd> {words.keys.open}
        <kbd className="kbd">Esc</kbd> {words.keys.close}
      </Spotlight.Footer>
    </Spotlight.Root>
  );
}

function useGroups(query: string, mode: Mode) {
  const words = useWords(finderWords);
  const { person } = useSession();
  const pages = usePlaces(mode);
  const actions = useActions(mode);
  const { results, across, isSearching, error } = useSearch(query, mode);
  const lineOf = useLine(mode);
  const recent = query.trim() === '' ? readRecent(mode, person.id) : [];
  const all: Group[] = [
    { name: words.recent, lines: recent.map(lineOf) },
    ...KINDS.map((kind) => ({
      name: words.kinds[kind],
      lines: results
        .filter((one) => one.kind === kind)
        .slice(0, OF_A_KIND)
        .map(lineOf),
    })),
    ...across,
    { name: words.pages, lines: matching(query, pages) },
    { name: words.actionsTitle, lines: matching(query, actions) },
  ];
  return { groups: all.filter(({ lines }) => lines.length > 0), isSearching, error };
}

/** The line of a found object: its title, and the matching field if it is another one. */
function useLine(mode: Mode): (result: Result) => Line {
  const { fields } = useWords(finderWords);
  return (result) => {
    const { kind, id, title, field, value } = result;
    const said = value === title ? undefined : `${fields[field] ?? field} ${value}`;
    const tail = WITH_SHARED_TITLES.has(kind) ? `···· ${id.slice(-TAIL)}` : undefined;
    return {
      id: `${kind} ${id}`,
      label: title,
      description: said ?? tail,
      icon: ICONS[kind],
      place: placeOfResult(result, mode),
      result,
    };
  };
}

function useSearch(query: string, mode: Mode) {
  const typed = query.trim();
  const [wanted] = useDebouncedValue(typed, TYPING_MS);
  const isWanted = typed.length >= SHORTEST;
  const isReady = isWanted && wanted.length >= SHORTEST;
  const isPlatform = mode === 'operator';
  const { data, error, isFetching } = useQueries().useQuery(
    'get',
    '/gigastore/search',
    { params: { query: { q: wanted, limit: MOST } } },
    { enabled: isReady && !isPlatform },
  );
  const across = useSearchAcross({ text: wanted, isWanted: isReady && isPlatform });
  return {
    results: isWanted ? (data?.items ?? []) : [],
    across: across.groups,
    isSearching: isWanted && (isFetching || across.isFetching || typed !== wanted),
    error: isWanted ? (error ?? across.error) : null,
  };
}

/** Returns the lines whose name, or page name, contains every typed word. */
function matching(query: string, lines: Found[]): Found[] {
  const wanted = query.trim().toLowerCase().split(/\s+/);
  return lines.filter(({ label, description = '' }) => {
    const text = `${label} ${description}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}
