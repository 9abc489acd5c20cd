import '../operator.css';
import { getRouteApi } from '@tanstack/react-router';
import { TabPage } from '../../parts/tab-page.tsx';
import { useWords } from '../../words/language.tsx';
import { CarrierKeys } from './carrier-keys.tsx';
import { Catalogues } from './catalogues.tsx';
import { Orders } from './orders.tsx';
import { ProfileImports } from './profile-imports.tsx';
import { RejectedUsage } from './rejected-usage.tsx';
import { Smdps } from './smdps.tsx';
import { Suppliers } from './suppliers.tsx';
import { UsageFeeds } from './usage-feeds.tsx';
import { UsageFiles } from './usage-files/usage-files.tsx';
import { carrierWords } from './words.ts';

const route = getRouteApi('/$mode/carriers');
const TABS = {
  suppliers: Suppliers,
  smdps: Smdps,
  orders: Orders,
  catalogues: Catalogues,
  feeds: UsageFeeds,
  files: UsageFiles,
  rejected: RejectedUsage,
  keys: CarrierKeys,
  imports: ProfileImports,
};

const SHOWN = [
  'suppliers',
  'smdps',
  'orders',
  'catalogues',
  'feeds',
  'files',
  'rejected',
  'keys',
  'imports',
] as const;

/** Suppliers with orders and catalogues, SM-DP+, usage, keys and imported profiles. */
export function CarriersPage() {
  const words = useWords(carrierWords);
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <TabPage
      title={words.title}
      names={words.tabs}
      tabs={TABS}
      shown={SHOWN}
      wanted={tab}
      open={(next) => void navigate({ search: { tab: next } })}
      className="pad-top"
    />
  );
}
