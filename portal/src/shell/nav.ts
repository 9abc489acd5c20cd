import {
  IconAdjustmentsHorizontal,
  IconBolt,
  IconBook2,
  IconBuildingStore,
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

type PageName = keyof typeof shellWords.en.pages;
export type NavPage = {
  name: PageName;
  to: string;
  icon: typeof IconHome;
  /** Absent for whom this would be refused; a page without it is for everybody. */
  calls?: Operation;
  side?: Mode;
};
export type NavGroup = {
  name: 'main' | 'developers' | 'support' | 'sandboxNav' | 'company';
  pages: NavPage[];
};

/** The pages, in the order of the sidebar. */
export const NAV: readonly NavGroup[] = [
  {
    name: 'main',
    pages: [{ name: 'home', to: '', icon: IconHome }],
  },
  {
    name: 'sandboxNav',
    pages: [{ name: 'simulator', to: 'simulator', icon: IconDeviceMobile, side: 'sandbox' }],
  },
];

/** What this person sees of them on this side. */
export function navFor(session: Session, mode: Mode): NavGroup[] {
  const isShown = ({ calls, side }: NavPage) =>
    (!side || side === mode) && (!calls || may(session, calls));
  return NAV.map(({ name, pages }) => ({ name, pages: pages.filter(isShown) })).filter(
    ({ pages }) => pages.length > 0,
  );
}

export const icons = {
  IconAdjustmentsHorizontal,
  IconBolt,
  IconBook2,
  IconBuildingStore,
  IconChartBar,
  IconDeviceMobile,
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
};
