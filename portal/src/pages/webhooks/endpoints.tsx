import { Button, Menu, Modal } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { State } from '../../look/state.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { MoreMenu } from '../../parts/more-menu.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { Ago } from '../../parts/time.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useMay } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { webhookWords } from './words.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
type Webhook = Schemas['Webhook'];

type Acts = { onEdit: (event: string) => void; onDeliveries: (event: string) => void };

export function Endpoints({ onAdd, ...acts }: Acts & { onAdd: () => void }) {
  const words = useWords(webhookWords);
  const format = useFormat();
  const may = useMay();
  const { data, error, isPending, refetch } = useApi().queries.useQuery(
    'get',
    '/gigastore/webhooks',
    {},
    { staleTime: 0 },
  );
  return (
    <div className="pad-top">
      <ErrorNotice error={error} retry={() => void refetch()} />
      {isPending && <Skeleton rows={4} />}
      {data?.items.length === 0 && (
        <Empty
          title={words.empty}
          action={
            <AllowedButton calls="POST /gigastore/webhooks" onClick={onAdd}>
              {words.add}
            </AllowedButton>
          }
        >
          {words.emptyText}
        </Empty>
      )}
      {data && data.items.length > 0 && (
        <table className="tbl plain" aria-label={words.tabs.endpoints}>
          <thead>
            <tr>
              <th>{words.url}</th>
              <th>{words.events}</th>
              <th>{words.state}</th>
              <th className="r desk">{words.created}</th>
              <th>
                <span className="vh">{words.actionsHead}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((webhook) => (
              <tr key={webhook.event}>
                <td>
                  <span className="code">{webhook.url}</span>{' '}
                  <span className="t3">{webhook.description}</span>
                </td>
                <td className="t2">
                  <span title={webhook.events.join(', ')}>
                    {webhook.events.length === 0
                      ? webhook.event === 'all' || UUID.test(webhook.event)
                        ? words.allEvents
                        : webhook.event
                      : webhook.events.length > 2
                        ? words.some(format.number(webhook.events.length))
                        : webhook.events.join(', ')}
                  </span>
                </td>
                <td>
                  <EndpointState webhook={webhook} />
                </td>
                <td className="r t2 desk">{format.date(webhook.createdAt)}</td>
                <td className="r">
                  {may('POST /gigastore/webhooks/{event}/test') && (
                    <EndpointMenu webhook={webhook} {...acts} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

function EndpointState({ webhook }: { webhook: Webhook }) {
  const words = useWords(webhookWords);
  if (webhook.disabledAt) {
    return (
      <span title={webhook.disabledReason ?? undefined}>
        <State shape="failed">{words.states.disabled}</State>
      </span>
    );
  }
  if (!webhook.enabled) return <State shape="over">{words.states.off}</State>;
  if (webhook.failingSince) {
    return (
      <>
        <State shape="failed">{words.states.failing}</State>{' '}
        <span className="t3">
          <Ago at={webhook.failingSince} />
        </span>
      </>
    );
  }
  return <State shape="done">{words.states.on}</State>;
}

function EndpointMenu({
  webhook: { event, url, enabled, disabledAt },
  onEdit,
  onDeliveries,
}: Acts & { webhook: Webhook }) {
  const words = useWords(webhookWords);
  const { queries, intention, accept } = useChange();
  const [isRemoving, setRemoving] = useState(false);
  const settle = () => accept();
  const test = queries.useMutation('post', '/gigastore/webhooks/{event}/test', {
    onSuccess: ({ status, attempts }) => {
      settle();
      const answer = attempts.at(-1)?.httpStatus;
      const isGood = status === 'delivered' && answer;
      notifications.show({
        message: isGood ? words.testDone(String(answer)) : words.testFailed,
        color: isGood ? undefined : 'red',
      });
    },
  });
  const toggle = queries.useMutation('put', '/gigastore/webhooks/{event}', {
    onSuccess: () => {
      settle();
      notifications.show({ message: words.saved });
    },
  });
  const rotate = queries.useMutation('post', '/gigastore/webhooks/{event}/rotate-secret', {
    onSuccess: settle,
  });
  const remove = queries.useMutation('delete', '/gigastore/webhooks/{event}', {
    onSuccess: () => {
      settle();
      setRemoving(false);
    },
  });
  const params = () => ({ path: { event }, header: intention.headers() });
  return (
    <>
      <MoreMenu size={28} label={words.actions(url)} loading={test.isPending}>
        <Menu.Item onClick={() => onDeliveries(event)}>{words.showDeliveries}</Menu.Item>
        <Menu.Item onClick={() => test.mutate({ params: params() })}>{words.test}</Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => onEdit(event)}>{words.edit}</Menu.Item>
        <Menu.Item
          onClick={() =>
            toggle.mutate({ params: params(), body: { url, enabled: !enabled || !!disabledAt } })
          }
        >
          {enabled && !disabledAt ? words.switchOff : words.switchOn}
        </Menu.Item>
        <Menu.Item onClick={() => rotate.mutate({ params: params() })}>{words.rotate}</Menu.Item>
        <Menu.Item color="var(--bad-text)" onClick={() => setRemoving(true)}>
          {words.remove}
        </Menu.Item>
      </MoreMenu>
      <ErrorNotice error={test.error ?? toggle.error ?? rotate.error} />
      <Modal
        opened={rotate.data !== undefined}
        onClose={rotate.reset}
        title={words.rotate}
        withCloseButton={false}
        closeOnClickOutside={false}
      >
        {rotate.data && <SecretOnce webhook={rotate.data} />}
        <div className="dialog-foot">
          <Button variant="filled" onClick={rotate.reset}>
            {words.done}
          </Button>
        </div>
      </Modal>
      <Confirm
        isOpen={isRemoving}
        close={() => setRemoving(false)}
        title={words.removeTitle}
        action={words.remove}
        confirm={() => remove.mutate({ params: params() })}
        isBusy={remove.isPending}
        error={remove.error}
        isLoss
      >
        <p>{words.removeText}</p>
        <Facts facts={[{ name: words.url, value: url }]} />
      </Confirm>
    </>
  );
}

export function SecretOnce({ webhook }: { webhook: Schemas['SetWebhook'] }) {
  const words = useWords(webhookWords);
  if (!webhook.secret) return <Notice tone="info" title={words.saved} />;
  return (
    <>
      <Notice tone="wait" title={words.secretTitle}>
        <p>{words.secretText}</p>
      </Notice>
      <Facts
        facts={[
          { name: words.url, value: webhook.url },
          { name: words.secret, value: webhook.secret, copy: webhook.secret, isCode: true },
        ]}
      />
    </>
  );
}
