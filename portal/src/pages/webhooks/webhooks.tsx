import { Tabs } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useQueries } from '../../api/use-api.tsx';
import { PageHead } from '../../parts/page.tsx';
import { useTitle } from '../../parts/title.ts';
import { AllowedButton } from '../../session/allowed.tsx';
import { useWords } from '../../words/language.tsx';
import { Deliveries } from './deliveries.tsx';
import { DeliveryPanel } from './delivery-panel.tsx';
import { EndpointDrawer } from './endpoint-drawer.tsx';
import { Endpoints } from './endpoints.tsx';
import { ReplayDrawer } from './replay-drawer.tsx';
import { webhookWords } from './words.ts';

const route = getRouteApi('/$mode/webhooks');

export function WebhooksPage() {
  const words = useWords(webhookWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  useTitle(words.title);
  const set = (change: Partial<typeof search>) =>
    void navigate({ search: (now) => ({ ...now, ...change }), resetScroll: false });
  const { data } = useQueries().useQuery('get', '/gigastore/webhooks');
  const edited = data?.items.find(({ event }) => event === search.edit);
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
          onChange={(next) =>
            set({ tab: next ?? undefined, open: undefined, event: undefined, status: undefined })
          }
        >
          <Tabs.List>
            <Tabs.Tab value="endpoints">{words.tabs.endpoints}</Tabs.Tab>
            <Tabs.Tab value="deliveries">{words.tabs.deliveries}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="endpoints">
            <Endpoints
              onAdd={() => set({ new: 'endpoint' })}
              onEdit={(edit) => set({ edit })}
              onDeliveries={(event) => set({ tab: 'deliveries', event })}
            />
          </Tabs.Panel>
          <Tabs.Panel value="deliveries">
            <Deliveries search={search} set={set} />
          </Tabs.Panel>
        </Tabs>
      </div>
      {isOpen && search.open && (
        <DeliveryPanel id={search.open} close={() => set({ open: undefined })} />
      )}
      <EndpointDrawer
        isOpen={Boolean(search.new) || edited !== undefined}
        webhook={edited}
        close={() => set({ new: undefined, edit: undefined })}
      />
      <ReplayDrawer
        isOpen={Boolean(search.replay)}
        event={search.event}
        close={() => set({ replay: undefined })}
      />
    </div>
  );
}
