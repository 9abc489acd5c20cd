import { Button, Modal } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { Copyable } from '../../parts/copy.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { Ago } from '../../parts/time.tsx';
import { partWords } from '../../parts/words.ts';
import { AllowedButton } from '../../session/allowed.tsx';
import { useMay } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { ChannelTable } from './channel-table.tsx';
import { DeviceLoginDrawer } from './device-login.tsx';
import { EditKeyDrawer } from './edit-key.tsx';
import { NewKeyDrawer } from './new-key.tsx';
import { RotateDialog } from './rotate-dialog.tsx';
import { keyWords } from './words.ts';

const route = getRouteApi('/$mode/keys');
type Key = Schemas['ApiKey'];
const CHANGE = 'PUT /gigastore/api-keys/{clientId}';
const ROTATE = 'POST /gigastore/api-keys/{clientId}/rotate-secret';

export function KeysPage() {
  const words = useWords(keyWords);
  const format = useFormat();
  const may = useMay();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { queries } = useApi();
  const { data, error, isPending, refetch } = queries.useQuery('get', '/gigastore/api-keys');
  const channels = queries.useQuery('get', '/gigastore/sales-channels');
  const again = () => void Promise.all([refetch(), channels.refetch()]);
  const [revoking, setRevoking] = useState<Key>();
  const [rotating, setRotating] = useState<Key>();
  const set = (search: { new?: string; open?: string }) =>
    void navigate({ search, resetScroll: false });
  const create = (
    <AllowedButton
      calls="POST /gigastore/api-keys"
      variant="filled"
      leftSection={<IconPlus size={16} stroke={1.5} />}
      onClick={() => set({ new: 'key' })}
    >
      {words.create}
    </AllowedButton>
  );
  return (
    <Page title={words.title} actions={create}>
      <ErrorNotice error={error ?? channels.error} retry={again} />
      {isPending && <Skeleton rows={4} />}
      {data?.items.length === 0 && <Empty title={words.empty}>{words.emptyText}</Empty>}
      {data && data.items.length > 0 && (
        <table className="tbl plain" aria-label={words.title}>
          <thead>
            <tr>
              <th>{words.name}</th>
              <th className="desk">{words.clientId}</th>
              <th className="desk">{words.scopes}</th>
              <th className="desk">{words.limit}</th>
              <th className="desk">{words.networks}</th>
              <th className="r desk">{words.lastUsed}</th>
              <th>
                <span className="vh">{words.actions}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((key) => (
              <tr key={key.clientId}>
                <td>
                  {may(CHANGE) ? (
                    <button
                      type="button"
                      className="link strong"
                      title={words.edit}
                      onClick={() => set({ open: key.clientId })}
                    >
                      {key.name}
                    </button>
                  ) : (
                    <span className="strong">{key.name}</span>
                  )}
                  <span className="phone-line">
                    <Copyable value={key.clientId}>
                      <span className="code">{key.clientId}</span>
                    </Copyable>
                  </span>
                </td>
                <td className="desk">
                  <Copyable value={key.clientId}>
                    <span className="code">{key.clientId}</span>
                  </Copyable>
                </td>
                <td className="desk t2">{key.scopes.join(', ')}</td>
                <td className="desk t2">
                  {key.dailySpendLimit
                    ? words.aDay(format.money(key.dailySpendLimit))
                    : words.noLimit}
                  {key.mandate && `, ${words.hasMandate}`}
                </td>
                <td className="desk t2">
                  {key.ipAllowList.length > 0 ? key.ipAllowList.join(', ') : words.anywhere}
                </td>
                <td className="r t2 desk">
                  {key.lastUsedAt ? <Ago at={key.lastUsedAt} /> : words.never}
                </td>
                <td className="r">
                  {may(ROTATE) && (
                    <Button size="xs" variant="subtle" onClick={() => setRotating(key)}>
                      {words.rotate}
                      <span className="vh"> {key.name}</span>
                    </Button>
                  )}
                  {may('DELETE /gigastore/api-keys/{clientId}') && (
                    <Button size="xs" variant="subtle" onClick={() => setRevoking(key)}>
                      {words.revoke}
                      <span className="vh"> {key.name}</span>
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {channels.data && (
        <Section title={words.channels}>
          <ChannelTable channels={channels.data.items} />
        </Section>
      )}
      <NewKeyDrawer isOpen={Boolean(search.new)} close={() => set({})} />
      <DeviceLoginDrawer code={search.device} close={() => set({})} />
      <EditKeyDrawer
        apiKey={data?.items.find(({ clientId }) => clientId === search.open)}
        close={() => set({})}
      />
      {rotating && <RotateDialog apiKey={rotating} close={() => setRotating(undefined)} />}
      {revoking && <RevokeDialog apiKey={revoking} close={() => setRevoking(undefined)} />}
    </Page>
  );
}

function RevokeDialog({ apiKey, close }: { apiKey: Key; close: () => void }) {
  const words = useWords(keyWords);
  const parts = useWords(partWords);
  const { queries, intention, accept } = useChange();
  const revoke = queries.useMutation('delete', '/gigastore/api-keys/{clientId}', {
    onSuccess: () => {
      accept(words.revoked);
      close();
    },
  });
  const { clientId } = apiKey;
  return (
    <Modal opened onClose={close} title={words.revokeTitle(apiKey.name)} withCloseButton={false}>
      <p className="t2 s13">{words.revokeText}</p>
      <Facts
        facts={[
          { name: words.clientId, value: <span className="code">{clientId}</span> },
          {
            name: words.lastUsed,
            value: apiKey.lastUsedAt ? <Ago at={apiKey.lastUsedAt} /> : words.never,
          },
        ]}
      />
      <ErrorNotice error={revoke.error} />
      <div className="dialog-foot">
        <Button onClick={close}>{parts.cancel}</Button>
        <Button
          variant="filled"
          color="bad"
          loading={revoke.isPending}
          onClick={() =>
            revoke.mutate({ params: { path: { clientId }, header: intention.headers() } })
          }
        >
          {words.revoke}
        </Button>
      </div>
    </Modal>
  );
}
