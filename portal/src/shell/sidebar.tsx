import { SegmentedControl } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { Mode } from '../api/client.ts';
import { useQueries } from '../api/use-api.tsx';
import { Mark } from '../look/mark.tsx';
import { useIsUnread } from '../pages/tickets/unread.ts';
import { useSession } from '../session/session.ts';
import { useWords } from '../words/language.tsx';
import { navFor } from './nav.ts';
import { PersonButton } from './person-button.tsx';
import { SetUp } from './set-up.tsx';
import { useSwitchSide } from './switch-side.ts';
import { shellWords } from './words.ts';

const FRESH_MS = 60_000;
const ANSWERED_READ = 50;
const PersonMenu = lazy(() => import('./person-menu.tsx'));

/** The company, its account, the pages, and the person who has signed in. */
export function Sidebar({ mode, onGo }: { mode: Mode; onGo?: () => void }) {
  const words = useWords(shellWords);
  const session = useSession();
  const switchSide = useSwitchSide(mode);
  const groups = navFor(session, mode);
  const company = groups.filter(({ name }) => name === 'company');
  return (
    <>
      <Link to="/$mode" params={{ mode }} className="org">
        <Mark />
        <span className="grow cut">{session.organization?.name ?? 'Gigastore'}</span>
      </Link>
      {mode !== 'operator' && (
        <SegmentedControl
          className="mode"
          aria-label={words.account}
          fullWidth
          size="xs"
          value={mode}
          onChange={switchSide}
          data={[
            {
              value: 'live',
              label: (
                <span className="mode-live">
                  <span className="dot" />
                  {words.live}
                </span>
              ),
            },
            { value: 'sandbox', label: mode === 'sandbox' ? 'SANDBOX' : 'Sandbox' },
          ]}
        />
      )}
      {groups
        .filter(({ name }) => name !== 'company')
        .map(({ name, pages }) => (
          <nav className="nav" key={name} aria-label={words[name]}>
            {name !== 'main' && <h2>{words[name]}</h2>}
            {pages.map((page) => (
              <NavLink key={page.name} {...{ mode, page, onGo }} label={words.pages[page.name]} />
            ))}
          </nav>
        ))}
      <div className="foot">
        <SetUp mode={mode} onGo={onGo} />
        {company.map(({ name, pages }) => (
          <nav className="nav" key={name} aria-label={words[name]}>
            {pages.map((page) => (
              <NavLink key={page.name} {...{ mode, page, onGo }} label={words.pages[page.name]} />
            ))}
          </nav>
        ))}
        <Person mode={mode} />
      </div>
    </>
  );
}

type NavLinkProps = {
  mode: Mode;
  page: ReturnType<typeof navFor>[number]['pages'][number];
  label: string;
  /** Called when a page is selected, including the current one. */
  onGo?: () => void;
};

function NavLink({ mode, page: { to, icon: Icon }, label, onGo }: NavLinkProps) {
  return (
    <Link
      to={(to ? `/$mode/${to}` : '/$mode') as '/$mode'}
      params={{ mode }}
      activeOptions={{ exact: to === '' }}
      onClick={onGo}
    >
      <Icon className="i" stroke={1.5} />
      {label}
      {to === 'tickets' && <UnreadTickets />}
    </Link>
  );
}

/** The number of unread replies from the platform. */
function UnreadTickets() {
  const words = useWords(shellWords);
  const isUnread = useIsUnread();
  const { data } = useQueries().useQuery(
    'get',
    '/gigastore/tickets',
    { params: { query: { status: 'waiting', limit: ANSWERED_READ } } },
    { staleTime: FRESH_MS },
  );
  const count = data?.items.filter(isUnread).length ?? 0;
  if (count === 0) return null;
  return (
    <span className="n">
      {count}
      <span className="vh"> {words.unread}</span>
    </span>
  );
}

/** The signed-in person. The menu is loaded when it is first opened. */
function Person({ mode }: { mode: Mode }) {
  const [isAsked, setAsked] = useState(false);
  const button = <PersonButton onClick={() => setAsked(true)} aria-haspopup="menu" />;
  if (!isAsked) return button;
  return (
    <Suspense fallback={button}>
      <PersonMenu mode={mode} />
    </Suspense>
  );
}
