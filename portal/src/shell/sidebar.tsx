import { Menu, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { apiOf, clearApis, type Mode } from '../api/client.ts';
import { Mark } from '../look/mark.tsx';
import { useSession } from '../session/session.ts';
import { sessionWords } from '../session/words.ts';
import { type Language, useLanguage, useWords } from '../words/language.tsx';
import { navFor } from './nav.ts';
import { useSwitchSide } from './shell.tsx';
import { shellWords } from './words.ts';

/** Whose company this is, which of its accounts, the pages, and who has signed in. */
export function Sidebar({ mode }: { mode: Mode }) {
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
              <NavLink key={page.name} mode={mode} page={page} label={words.pages[page.name]} />
            ))}
          </nav>
        ))}
      <div className="foot">
        {company.map(({ name, pages }) => (
          <nav className="nav" key={name} aria-label={words[name]}>
            {pages.map((page) => (
              <NavLink key={page.name} mode={mode} page={page} label={words.pages[page.name]} />
            ))}
          </nav>
        ))}
        <PersonMenu mode={mode} />
      </div>
    </>
  );
}

type NavLinkProps = {
  mode: Mode;
  page: ReturnType<typeof navFor>[number]['pages'][number];
  label: string;
};

function NavLink({ mode, page: { to, icon: Icon }, label }: NavLinkProps) {
  return (
    <Link
      to={(to ? `/$mode/${to}` : '/$mode') as '/$mode'}
      params={{ mode }}
      activeOptions={{ exact: to === '' }}
    >
      <Icon className="i" stroke={1.5} />
      {label}
    </Link>
  );
}

function PersonMenu({ mode }: { mode: Mode }) {
  const words = useWords(shellWords);
  const { roles } = useWords(sessionWords);
  const { person, role } = useSession();
  const { language, choose } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const navigate = useNavigate();
  async function signOut() {
    await apiOf(mode).calls.POST('/auth/sign-out');
    clearApis();
    await navigate({ to: '/sign-in' });
  }
  return (
    <Menu position="top-start" width={216} closeOnItemClick={false}>
      <Menu.Target>
        <button type="button" className="who">
          <span className="ava">{initials(person.name)}</span>
          <span className="grow cut">
            <span className="strong">{person.name}</span>
            <br />
            <span className="t3 small">{role && roles[role]}</span>
          </span>
          <IconChevronDown className="i" size={14} stroke={1.5} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          closeMenuOnClick
          component={Link}
          {...({ to: '/$mode/me', params: { mode } } as object)}
        >
          {words.pages.me}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{words.scheme}</Menu.Label>
        {(['light', 'dark', 'auto'] as const).map((scheme) => (
          <Menu.Item
            key={scheme}
            role="menuitemradio"
            aria-checked={scheme === colorScheme}
            onClick={() => setColorScheme(scheme)}
            rightSection={scheme === colorScheme ? '✓' : undefined}
          >
            {words[scheme]}
          </Menu.Item>
        ))}
        <Menu.Label>{words.language}</Menu.Label>
        {(['en', 'de'] as const satisfies Language[]).map((one) => (
          <Menu.Item
            key={one}
            role="menuitemradio"
            aria-checked={one === language}
            lang={one}
            onClick={() => choose(one)}
            rightSection={one === language ? '✓' : undefined}
          >
            {one === 'en' ? 'English' : 'Deutsch'}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut()}>{words.signOut}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

export function initials(name: string): string {
  const parts = name.split(/\s+/).filter(Boolean);
  const [first = '', last = ''] = [parts[0], parts.length > 1 ? parts.at(-1) : ''];
  return `${first.charAt(0)}${last.charAt(0)}`.toUpperCase();
}
