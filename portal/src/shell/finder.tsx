import { Spotlight, spotlight } from '@mantine/spotlight';
import '@mantine/spotlight/styles.layer.css';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus, IconReceipt2, IconSearch, IconUser } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { Mode } from '../api/client.ts';
import { useQueries } from '../api/use-api.tsx';
import { may, type Operation, useSession } from '../session/session.ts';
import { useWords } from '../words/language.tsx';
import { navFor } from './nav.ts';
import { shellWords } from './words.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const SHORTEST = 3;
const TYPING_MS = 200;
const SHOWN = 6;

type Found = { id: string; label: string; description?: string; to: string; icon: typeof IconUser };

/** One box for everything: customers, packages, pages and actions. */
export default function Finder({ mode, onClose }: { mode: Mode; onClose: () => void }) {
  const words = useWords(shellWords);
  const navigate = useNavigate();
  const [query, setQuery] = useState('');
  const groups = [
    { name: words.finder.customers, found: useCustomers(query, mode) },
    { name: words.finder.packages, found: usePackage(query, mode) },
    { name: words.finder.pages, found: matching(query, usePages(mode)) },
    { name: words.finder.actions, found: matching(query, useActions(mode)) },
  ].filter(({ found }) => found.length > 0);
  useEffect(() => {
    spotlight.open();
  }, []);
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
      shortcut={null}
      radius="md"
      maxHeight={420}
      scrollable
    >
      <Spotlight.Search
        placeholder={words.search}
        aria-label={words.searchName}
        leftSection={<IconSearch size={18} stroke={1.5} />}
      />
      <Spotlight.ActionsList>
        {groups.length === 0 && <Spotlight.Empty>{words.finder.nothing}</Spotlight.Empty>}
        {groups.map(({ name, found }) => (
          <Spotlight.ActionsGroup key={name} label={name}>
            {found.map(({ id, label, description, to, icon: Icon }) => (
              <Spotlight.Action
                key={id}
                label={label}
                description={description}
                leftSection={<Icon size={16} stroke={1.5} />}
                onClick={() => void navigate({ to } as never)}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function matching(query: string, all: Found[]): Found[] {
  const wanted = query.trim().toLowerCase();
  return all.filter(({ label }) => label.toLowerCase().includes(wanted));
}

function usePages(mode: Mode): Found[] {
  const { pages } = useWords(shellWords);
  return navFor(useSession(), mode).flatMap((group) =>
    group.pages.map(({ name, to, icon }) => ({
      id: name,
      label: pages[name],
      to: `/${mode}/${to}`,
      icon,
    })),
  );
}

function useActions(mode: Mode): Found[] {
  const { finder } = useWords(shellWords);
  const session = useSession();
  const all: [Operation, string, string][] = [
    ['POST /gigastore/activations/register', finder.sell, 'sales?sell=new'],
    ['POST /gigastore/credits/purchases', finder.buyCredits, 'credits?buy=new'],
    ['POST /gigastore/api-keys', finder.newKey, 'keys?new=key'],
    ['POST /gigastore/tickets', finder.newTicket, 'tickets?new=ticket'],
    ['POST /gigastore/team/invitations', finder.invite, 'organization?tab=team&invite=new'],
  ];
  if (mode === 'operator') return [];
  return all
    .filter(([calls]) => may(session, calls))
    .map(([, label, to]) => ({ id: to, label, to: `/${mode}/${to}`, icon: IconPlus as never }));
}

function useCustomers(query: string, mode: Mode): Found[] {
  const [wanted] = useDebouncedValue(query.trim(), TYPING_MS);
  const { data } = useQueries().useQuery(
    'post',
    '/gigastore/activations/search-customers',
    { body: { searchQuery: wanted, pageSize: SHOWN, onlyActiveProfiles: false } },
    { enabled: wanted.length >= SHORTEST && mode !== 'operator' },
  );
  if (query.trim().length < SHORTEST) return [];
  return (data?.customers ?? []).map(({ customer, relatedEsims }) => ({
    id: customer.uid,
    label: customer.email ?? customer.uid,
    description: relatedEsims[0]?.iccid,
    to: `/${mode}/customers/${customer.uid}`,
    icon: IconUser,
  }));
}

function usePackage(query: string, mode: Mode): Found[] {
  const uid = query.trim();
  const isId = UUID.test(uid);
  const { data } = useQueries().useQuery(
    'get',
    '/gigastore/activations/activated-items/{uid}',
    { params: { path: { uid } } },
    { enabled: isId && mode !== 'operator', retry: false },
  );
  if (!isId || !data) return [];
  const { balance, salesDate } = data.activatedItem;
  return [
    {
      id: uid,
      label: balance.name,
      description: salesDate.slice(0, 10),
      to: `/${mode}/sales?open=${uid}`,
      icon: IconReceipt2 as never,
    },
  ];
}
