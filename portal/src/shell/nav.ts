import {
  IconAdjustmentsHorizontal,
  IconBolt,
  IconBook2,
  IconChartBar,
  IconDeviceMobile,
  IconHome,
  IconKey,
  IconListDetails,
  IconMessage,
  IconReceipt2,
  IconRocket,
  IconTag,
  IconUsers,
  IconWallet,
  IconWebhook,
  IconWorld,
} from '@tabler/icons-react';
import type { Mode } from '../api/client.ts';
import { may, type Operation, type Session } from '../session/session.ts';
import type { shellWords } from './words.ts';

/** A person who may not manage keys does not need the developers' pages. */
const KEYS = 'POST /gigastore/api-keys';

type PageName = keyof typeof shellWords.en.pages;
type NavPage = {
  name: PageName;
  to: string;
  icon: typeof IconHome;
  /** The page is absent when the API would refuse this operation to the person. */
  calls?: Operation;
  side?: Mode;
};
export type NavGroup = {
  name: 'main' | 'developers' | 'support' | 'sandboxNav' | 'company';
  pages: NavPage[];
};

/** The pages, in the order of the sidebar. */
const NAV: readonly NavGroup[] = [
  {
    name: 'main',
    pages: [
      { name: 'home', to: '', icon: IconHome },
      { name: 'packages', to: 'catalogue', icon: IconWorld },
      { name: 'inventory', to: 'inventory', icon: IconTag },
      { name: 'sales', to: 'sales', icon: IconReceipt2 },
      { name: 'customers', to: 'customers', icon: IconUsers },
      { name: 'reports', to: 'reports', icon: IconChartBar },
      { name: 'credits', to: 'credits', icon: IconWallet },
    ],
  },
  {
    name: 'sandboxNav',
    pages: [{ name: 'simulator', to: 'simulator', icon: IconDeviceMobile, side: 'sandbox' }],
  },
  {
    name: 'developers',
    pages: [
      { name: 'start', to: 'first-steps', icon: IconRocket, calls: KEYS },
      { name: 'keys', to: 'keys', icon: IconKey, calls: KEYS },
      { name: 'webhooks', to: 'webhooks', icon: IconWebhook, calls: KEYS },
      { name: 'events', to: 'events', icon: IconBolt },
      { name: 'requests', to: 'requests', icon: IconListDetails, calls: KEYS },
    ],
  },
  {
    name: 'support',
    pages: [
      { name: 'tickets', to: 'tickets', icon: IconMessage },
      { name: 'guides', to: 'guides', icon: IconBook2 },
    ],
  },
  {
    name: 'company',
    pages: [{ name: 'organization', to: 'organization', icon: IconAdjustmentsHorizontal }],
  },
];

/** The pages that the operator's side has so far; the others are about a reseller's account. */
const OPERATOR_PAGES: readonly PageName[] = ['home', 'organization', 'me'];

/** What this person sees of them on this side. */
export function navFor(session: Session, mode: Mode): NavGroup[] {
  const isShown = ({ name, calls, side }: NavPage) =>
    (mode !== 'operator' || OPERATOR_PAGES.includes(name)) &&
    (!side || side === mode) &&
    (!calls || may(session, calls));
  return NAV.map(({ name, pages }) => ({ name, pages: pages.filter(isShown) })).filter(
    ({ pages }) => pages.length > 0,
  );
}
