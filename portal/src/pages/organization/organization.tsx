import './organization.css';
import { Tabs } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
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
  audit: AuditLog,
};
type Tab = keyof typeof TABS;

/** The company itself: who it is, who is billed, who works here, and who changed what. */
export function OrganizationPage() {
  const words = useWords(organizationWords);
  const { tab = 'company' } = route.useSearch();
  const navigate = route.useNavigate();
  const open = (tab in TABS ? tab : 'company') as Tab;
  return (
    <Page title={words.title}>
      <Tabs
        value={open}
        onChange={(next) => void navigate({ search: { tab: next ?? undefined } })}
        keepMounted={false}
      >
        <Tabs.List>
          {(Object.keys(TABS) as Tab[]).map((name) => (
            <Tabs.Tab key={name} value={name}>
              {words.tabs[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {Object.entries(TABS).map(([name, Content]) => (
          <Tabs.Panel key={name} value={name} className="org-panel">
            <Content />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}
