import './organization.css';
import { getRouteApi } from '@tanstack/react-router';
import { OperatorKeys } from '../../operator/keys/operator-keys.tsx';
import { TabPage } from '../../parts/tab-page.tsx';
import { useWords } from '../../words/language.tsx';
import { AuditLog } from './audit-log.tsx';
import { BillingDetails } from './billing-details.tsx';
import { Branding } from './branding.tsx';
import { Company } from './company.tsx';
import { GoLive } from './go-live.tsx';
import { Notifications } from './notifications.tsx';
import { Team } from './team.tsx';
import { organizationWords } from './words.ts';

const route = getRouteApi('/$mode/organization');
const TABS = {
  company: Company,
  billing: BillingDetails,
  branding: Branding,
  team: Team,
  notifications: Notifications,
  'go-live': GoLive,
  'operator-keys': OperatorKeys,
  audit: AuditLog,
};
type Tab = keyof typeof TABS;
/** The platform sells nothing itself, and only the platform has operator keys. */
const OF_PLATFORM: readonly Tab[] = ['team', 'operator-keys', 'notifications', 'audit', 'company'];
const OF_RESELLER = (Object.keys(TABS) as Tab[]).filter((tab) => tab !== 'operator-keys');

/** The company's settings: details, billing, team, audit log. */
export function OrganizationPage() {
  const words = useWords(organizationWords);
  const { tab } = route.useSearch();
  const { mode } = route.useParams();
  const navigate = route.useNavigate();
  const isPlatform = mode === 'operator';
  return (
    <TabPage
      title={isPlatform ? words.platformTitle : words.title}
      names={words.tabs}
      tabs={TABS}
      shown={isPlatform ? OF_PLATFORM : OF_RESELLER}
      wanted={tab}
      open={(next) => void navigate({ search: { tab: next } })}
      className="org-panel"
    />
  );
}
