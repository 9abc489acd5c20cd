import {
  type Icon,
  IconBook2,
  IconDeviceMobile,
  IconLink,
  IconMessage,
  IconPlus,
  IconReceipt2,
  IconUser,
  IconWallet,
} from '@tabler/icons-react';
import type { Mode, Schemas } from '../../api/client.ts';
import type { Place } from '../../routes/place.ts';
import { may, type Operation, useSession } from '../../session/session.ts';
import { useWords } from '../../words/language.tsx';
import { navFor } from '../nav.ts';
import { shellWords } from '../words.ts';
import { finderWords } from './words.ts';

type Result = Schemas['SearchResults']['items'][number];
/** One line of the finder. `place` opens a page, `href` leaves the portal. */
export type Found = {
  id: string;
  label: string;
  description?: string;
  icon: Icon;
  place?: Place;
  href?: string;
};

export const ICONS: Record<Result['kind'], Icon> = {
  customer: IconUser,
  package: IconReceipt2,
  esim: IconDeviceMobile,
  purchase: IconWallet,
  ticket: IconMessage,
};

/** Returns all pages and their tabs. */
export function usePlaces(mode: Mode): Found[] {
  const { pages } = useWords(shellWords);
  const { tabs } = useWords(finderWords);
  const session = useSession();
  const shown = navFor(session, mode).flatMap((group) => group.pages);
  return [
    ...shown.map(({ name, to, icon }) => ({
      id: name,
      label: pages[name],
      place: { to: `/${mode}/${to}` },
      icon,
    })),
    { id: 'me', label: pages.me, place: { to: `/${mode}/me` }, icon: IconUser },
    ...TABS.filter(({ page }) => shown.some(({ name }) => name === page)).map(({ page, tab }) => ({
      id: `${page} ${tab}`,
      label: tabs[tab],
      description: pages[page],
      place: { to: `/${mode}/${page}`, search: { tab: tab.replace(/^\w+-/, '') } },
      icon: shown.find(({ name }) => name === page)?.icon ?? IconUser,
    })),
  ];
}

const TABS = [
  { page: 'credits', tab: 'credits-purchases' },
  { page: 'credits', tab: 'credits-invoices' },
  { page: 'credits', tab: 'credits-settings' },
  { page: 'webhooks', tab: 'webhooks-deliveries' },
  { page: 'organization', tab: 'organization-billing' },
  { page: 'organization', tab: 'organization-branding' },
  { page: 'organization', tab: 'organization-team' },
  { page: 'organization', tab: 'organization-notifications' },
  { page: 'organization', tab: 'organization-go-live' },
  { page: 'organization', tab: 'organization-audit' },
] as const;

type Action = keyof typeof finderWords.en.actions;
/** Actions that can be started anywhere: page, address, and required operation. */
const ACTIONS: [Action, Operation | undefined, string, Record<string, string>][] = [
  ['sell', 'POST /gigastore/activations/register', 'sales', { sell: 'new' }],
  ['buyCredits', 'POST /gigastore/credits/purchases', 'credits', { buy: 'new' }],
  ['addCard', 'POST /gigastore/payment-methods/setup', 'credits', { tab: 'settings' }],
  ['newTicket', 'POST /gigastore/tickets', 'tickets', { new: 'ticket' }],
  ['newKey', 'POST /gigastore/api-keys', 'keys', { new: 'key' }],
  ['newEndpoint', 'POST /gigastore/webhooks', 'webhooks', { new: 'endpoint' }],
  ['invite', 'POST /gigastore/team/invitations', 'organization', { tab: 'team', invite: 'new' }],
];

export function useActions(mode: Mode): Found[] {
  const { actions, reference } = useWords(finderWords);
  const session = useSession();
  const docs: Found = { id: 'docs', label: reference, href: '/docs/api/', icon: IconBook2 };
  if (mode === 'operator') return [docs];
  const other = mode === 'live' ? 'sandbox' : 'live';
  return [
    ...ACTIONS.filter(([, calls]) => !calls || may(session, calls)).map(
      ([name, , to, search]): Found => ({
        id: name,
        label: actions[name],
        place: { to: `/${mode}/${to}`, search },
        icon: IconPlus,
      }),
    ),
    {
      id: 'side',
      label: actions[other],
      place: { to: `/${other}` },
      icon: IconLink,
    },
    docs,
  ];
}
