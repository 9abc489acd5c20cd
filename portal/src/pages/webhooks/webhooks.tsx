import { Tabs } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { PageHead } from '../../parts/page.tsx';
import { useTitle } from '../../parts/title.ts';
import { AllowedButton } from '../../session/allowed.tsx';
import { useWords } from '../../words/language.tsx';
import { Deliveries } from './deliveries.tsx';
import { DeliveryPanel } from './delivery-panel.tsx';
import { EndpointDrawer } from './endpoint-drawer.tsx';
import { Endpoints } from './endpoints.tsx';
import { webhookWords } from './words.ts';

const route = getRouteApi('/$mode/webhooks');

export function WebhooksPage() {
  const words = useWords(webhookWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  useTitle(words.title);
  const set = (change: Partial<typeof search>) =>
    void navigate({ search: (now) => ({ ...now, ...change }), resetScroll: false });
  const tab = search.tab === 'deliveries' ? 'deliveries' : 'endpoints';
  const isOpen = tab === 'deliveries' && search.open !== undefined;
  return (
    <div className={isOpen ? 'split is-open' : 'split'}>
      <div className="page list">
        <PageHead
          title={words.title}
          actions={
            <AllowedButton
              calls="POST /gigastore/webhooks"
              variant="filled"
              leftSection={<IconPlus size={16} stroke={1.5} />}
              onClick={() => set({ new: 'endpoint' })}
            >
              {words.add}
            </AllowedButton>
          }
        />
        <Tabs
          value={tab}
          keepMounted={false}
          onChange={(next) => set({ tab: next ?? undefined, open: undefined })}
        >
          <Tabs.List>
            <Tabs.Tab value="endpoints">{words.tabs.endpoints}</Tabs.Tab>
            <Tabs.Tab value="deliveries">{words.tabs.deliveries}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="endpoints">
            <Endpoints />
          </Tabs.Panel>
          <Tabs.Panel value="deliveries">
            <Deliveries search={search} set={set} />
          </Tabs.Panel>
        </Tabs>
      </div>
      {isOpen && search.open && (
        <DeliveryPanel id={search.open} close={() => set({ open: undefined })} />
      )}
      <EndpointDrawer isOpen={Boolean(search.new)} close={() => set({ new: undefined })} />
    </div>
  );
}
