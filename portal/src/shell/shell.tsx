import { ActionIcon } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { IconHelp, IconMenu2, IconSearch, IconWallet } from '@tabler/icons-react';
import { Link, Outlet, useNavigate, useParams, useRouterState } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import type { Mode } from '../api/client.ts';
import { ApiProvider, useQueries } from '../api/use-api.tsx';
import { Mark } from '../look/mark.tsx';
import { placeOf } from '../routes/place.ts';
import { KNOWN_FOR_MS, useSession } from '../session/session.ts';
import { keepSide } from '../session/side.ts';
import { useFormat } from '../words/format.ts';
import { useWords } from '../words/language.tsx';
import { deviceZone, ZoneContext } from '../words/zone.ts';
import { navFor } from './nav.ts';
import { SandboxBand } from './sandbox-band.tsx';
import { SessionGuard } from './session-guard.tsx';
import { goKeysOf } from './shortcuts.ts';
import { Sidebar } from './sidebar.tsx';
import { useSwitchSide } from './switch-side.ts';
import { shellWords } from './words.ts';

const Finder = lazy(() => import('./finder/finder.tsx'));
const Help = lazy(() => import('./help.tsx'));
const Notices = lazy(() => import('./notices.tsx'));
const NavDrawer = lazy(() => import('./nav-drawer.tsx'));
/** How many milliseconds `G` waits for the letter of a page. */
const SECOND_KEY_MS = 1500;

/** The frame around every page behind sign-in. */
export function Shell() {
  const { mode } = useParams({ from: '/$mode' });
  useEffect(() => {
    const { dataset } = document.documentElement;
    if (mode === 'sandbox') dataset.mode = 'sandbox';
    else delete dataset.mode;
    if (mode === 'operator') dataset.side = 'operator';
    else delete dataset.side;
    keepSide(mode);
  }, [mode]);
  return (
    <ApiProvider mode={mode} key={mode}>
      <Zoned>
        <Frame mode={mode} />
      </Zoned>
    </ApiProvider>
  );
}

/** Makes every time appear in the company's time zone. */
function Zoned({ children }: { children: ReactNode }) {
  const { data } = useQueries().useQuery('get', '/auth/session', {}, { staleTime: KNOWN_FOR_MS });
  return <ZoneContext value={data?.organization?.timeZone ?? deviceZone()}>{children}</ZoneContext>;
}

function Frame({ mode }: { mode: Mode }) {
  const words = useWords(shellWords);
  const [isNavOpen, nav] = useDisclosure(false);
  const [isHelpOpen, help] = useDisclosure(false);
  const [isFinding, finder] = useDisclosure(false);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes the drawer
  useEffect(nav.close, [path]);
  useShortcuts({ mode, find: finder.open, help: help.open });
  return (
    <>
      <a className="skip" href="#content">
        {words.skip}
      </a>
      {mode === 'sandbox' && <SandboxBand />}
      <div className="app">
        <aside className="side">
          <Sidebar mode={mode} />
        </aside>
        <div className="main">
          <header className="top">
            <span className="phone-only phone-top">
              <ActionIcon aria-label={words.menu} onClick={nav.open} size={36}>
                <IconMenu2 size={18} stroke={1.5} />
              </ActionIcon>
              <Link to="/$mode" params={{ mode }} aria-label={words.pages.home}>
                <Mark />
              </Link>
            </span>
            <button type="button" className="search" onClick={finder.open}>
              <IconSearch className="i" stroke={1.5} />
              <span className="cut">
                {mode === 'operator' ? words.searchPlatform : words.search}
              </span>
              <kbd className="kbd">Ctrl K</kbd>
            </button>
            <div className="right">
              <span className="phone-only">
                <ActionIcon aria-label={words.searchName} onClick={finder.open} size={36}>
                  <IconSearch size={18} stroke={1.5} />
                </ActionIcon>
              </span>
              {mode !== 'operator' && <CreditsInSight mode={mode} />}
              <span className="sep desk" />
              <ActionIcon
                className="desk"
                aria-label={words.help}
                title={words.help}
                onClick={help.open}
              >
                <IconHelp size={18} stroke={1.5} />
              </ActionIcon>
            </div>
          </header>
          {mode !== 'operator' && (
            <Suspense>
              <Notices />
            </Suspense>
          )}
          <main id="content" tabIndex={-1}>
            <Outlet />
          </main>
        </div>
      </div>
      <Suspense>
        {isNavOpen && <NavDrawer mode={mode} close={nav.close} />}
        {isFinding && <Finder mode={mode} onClose={finder.close} />}
        {isHelpOpen && <Help close={help.close} />}
      </Suspense>
      <SessionGuard />
    </>
  );
}

function CreditsInSight({ mode }: { mode: Mode }) {
  const words = useWords(shellWords);
  const format = useFormat();
  const { data } = useQueries().useQuery('get', '/gigastore/credits');
  return (
    <Link to="/$mode/credits" params={{ mode }} className="credits" title={words.creditsHint}>
      <IconWallet className="i" stroke={1.5} />
      <span className="credits-word">{words.credits}</span>{' '}
      <b>{data ? format.money(data.available) : '…'}</b>
    </Link>
  );
}

type Shortcuts = { mode: Mode; find: () => void; help: () => void };

function useShortcuts({ mode, find, help }: Shortcuts): void {
  const navigate = useNavigate();
  const switchSide = useSwitchSide(mode);
  const [waits, setWaits] = useState(false);
  useEffect(() => {
    if (!waits) return;
    const timer = setTimeout(() => setWaits(false), SECOND_KEY_MS);
    return () => clearTimeout(timer);
  }, [waits]);
  const session = useSession();
  const shown = new Set(navFor(session, mode).flatMap(({ pages }) => pages.map(({ to }) => to)));
  const keys = goKeysOf(mode);
  const go = (key: string) => () => {
    const page = keys[key];
    if (!waits || page === undefined || !shown.has(page)) return;
    setWaits(false);
    void navigate(placeOf({ to: `/${mode}/${page}` }));
  };
  useHotkeys([
    ['mod+K', find],
    ['shift+?', help],
    ['?', help],
    ['m', switchSide],
    ['g', () => setWaits(true)],
    ...Object.keys(keys)
      .map((key) => [key, go(key), { preventDefault: false }] as const)
      .map(([key, run, options]) => [key, run, options] as [string, () => void, typeof options]),
  ]);
  useHotkeys([['mod+K', find]], []);
}
