import {
  IconActivity,
  IconAdjustmentsHorizontal,
  IconAntenna,
  IconApps,
  IconBolt,
  IconBook2,
  IconBuildingStore,
  IconChartBar,
  IconChecks,
  IconCoins,
  IconDeviceMobile,
  IconHome,
  IconKey,
  IconListDetails,
  IconMap2,
  IconMessage,
  IconReceipt2,
  IconRocket,
  IconSettings,
  IconSpeakerphone,
  IconStack2,
  IconTag,
  IconTags,
  IconUsers,
  IconWallet,
  IconWebhook,
  IconWorld,
} from '@tabler/icons-react';
import type { Mode } from '../api/client.ts';
import { may, type Operation, type Session } from '../session/session.ts';
import type { shellWords } from './words.ts';

/** The developers' pages are hidden from people who may not manage keys. */
const KEYS = 'POST /gigastore/api-keys';

type PageName = keyof typeof shellWords.en.pages;
type NavPage = {
  name: PageName;
  to: string;
  icon: typeof IconHome;
  /** The page is hidden if the API would refuse this operation to the person. */
  calls?: Operation;
  side?: Mode;
};
export type NavGroup = {
  name: 'main' | 'developers' | 'support' | 'sandboxNav' | 'offer' | 'platform' | 'company';
  pages: NavPage[];
};

/** The reseller's pages, in the order of the sidebar. */
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
      { name: 'apps', to: 'apps', icon: IconApps, calls: KEYS },
      { name: 'approvals', to: 'approvals', icon: IconChecks, calls: KEYS },
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

/** The operator's pages, in the order of the sidebar. */
const OPERATOR_NAV: readonly NavGroup[] = [
  {
    name: 'main',
    pages: [
      { name: 'home', to: '', icon: IconHome },
      { name: 'resellers', to: 'resellers', icon: IconBuildingStore },
      { name: 'registrations', to: 'app-registrations', icon: IconApps },
      { name: 'announcements', to: 'announcements', icon: IconSpeakerphone },
      { name: 'tickets', to: 'desk', icon: IconMessage },
      { name: 'money', to: 'money', icon: IconCoins },
      { name: 'reports', to: 'sales-report', icon: IconChartBar },
    ],
  },
  {
    name: 'offer',
    pages: [
      { name: 'plans', to: 'plans', icon: IconWorld },
      { name: 'priceLists', to: 'price-lists', icon: IconTags },
      { name: 'countrySets', to: 'country-sets', icon: IconMap2 },
      { name: 'stock', to: 'stock', icon: IconStack2 },
      { name: 'carriers', to: 'carriers', icon: IconAntenna },
    ],
  },
  {
    name: 'platform',
    pages: [
      { name: 'operations', to: 'operations', icon: IconActivity },
      { name: 'installation', to: 'installation', icon: IconSettings },
    ],
  },
  {
    name: 'company',
    pages: [{ name: 'people', to: 'organization', icon: IconAdjustmentsHorizontal }],
  },
];

/** Returns the pages that this person may open on this side. */
export function navFor(session: Session, mode: Mode): NavGroup[] {
  const isShown = ({ calls, side }: NavPage) =>
    (!side || side === mode) && (!calls || may(session, calls));
  const all = mode === 'operator' ? OPERATOR_NAV : NAV;
  return all
    .map(({ name, pages }) => ({ name, pages: pages.filter(isShown) }))
    .filter(({ pages }) => pages.length > 0);
}
