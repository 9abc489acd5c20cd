import './organization.css';
import { Tabs } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { OperatorKeys } from '../../operator/keys/operator-keys.tsx';
import { Page } from '../../parts/page.tsx';
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
/** A platform sells nothing itself; only it has operator keys. */
const OF_PLATFORM: readonly Tab[] = ['team', 'operator-keys', 'notifications', 'audit', 'company'];
const OF_RESELLER = (Object.keys(TABS) as Tab[]).filter((tab) => tab !== 'operator-keys');

/** The company itself: who it is, who is billed, who works here, and who changed what. */
export function OrganizationPage() {
  const words = useWords(organizationWords);
  const { tab } = route.useSearch();
  const { mode } = route.useParams();
  const navigate = route.useNavigate();
  const tabs = mode === 'operator' ? OF_PLATFORM : OF_RESELLER;
  const open = tabs.find((name) => name === tab) ?? tabs[0];
  return (
    <Page title={mode === 'operator' ? words.platformTitle : words.title}>
      <Tabs
        value={open}
        onChange={(next) => void navigate({ search: { tab: next ?? undefined } })}
        keepMounted={false}
      >
        <Tabs.List>
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {words.tabs[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map((name) => {
          const Content = TABS[name];
          return (
            <Tabs.Panel key={name} value={name} className="org-panel">
              <Content />
            </Tabs.Panel>
          );
        })}
      </Tabs>
    </Page>
  );
}
