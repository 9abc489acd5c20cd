import '../operator.css';
import { Tabs } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { Page } from '../../parts/page.tsx';
import { useWords } from '../../words/language.tsx';
import { Adjustments } from './adjustments.tsx';
import { Approvals } from './approvals.tsx';
import { Transfers } from './transfers.tsx';
import { moneyWords } from './words.ts';

const route = getRouteApi('/$mode/money');
const TABS = { transfers: Transfers, approvals: Approvals, adjustments: Adjustments };
type Tab = keyof typeof TABS;

/** Money that people confirm, approve or move by hand. */
export function MoneyPage() {
  const words = useWords(moneyWords);
  const { tab = 'transfers' } = route.useSearch();
  const navigate = route.useNavigate();
  const open = (tab in TABS ? tab : 'transfers') as Tab;
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
          <Tabs.Panel key={name} value={name} className="pad-top">
            <Content />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}
