import { Menu } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useQueries } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { State } from '../../look/state.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { MoreMenu } from '../../parts/more-menu.tsx';
import { ActionsHead } from '../../parts/table/actions-head.tsx';
import { Ago } from '../../parts/time.tsx';
import { useMay } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { KeySection } from '../key-section.tsx';
import { feedWords } from './feed-words.ts';
import { RadiusClientForm } from './radius-client-form.tsx';
import { RadiusDropped } from './radius-dropped.tsx';
import { RotateSecret } from './rotate-secret.tsx';

type Client = Schemas['RadiusClient'];
type Task = { change?: Client; rotate?: Client; end?: Client };

const route = getRouteApi('/$mode/carriers');

/** The machines that send usage by RADIUS accounting, with what became of their packets. */
export function RadiusClients() {
  const words = useWords(feedWords);
  const { open } = route.useSearch();
  const navigate = route.useNavigate();
  const [task, setTask] = useState<Task>({});
  const found = useQueries().useQuery(
    'get',
    '/operator/radius-clients',
    {},
    { refetchInterval: 10_000 },
  );
  const close = () => setTask({});
  const show = (next?: string) =>
    void navigate({ search: { tab: 'feeds', open: next }, replace: true, resetScroll: false });
  return (
    <KeySection
      title={words.radius}
      text={words.radiusText}
      notice={<RadiusDropped dropped={found.data?.dropped ?? []} />}
      empty={`${words.noRadius}. ${words.noRadiusText}`}
      create={{
        calls: 'POST /operator/radius-clients',
        label: words.create,
        start: () => show('new'),
      }}
      found={found}
      head={
        <>
          <th>{words.client}</th>
          <th className="desk">{words.networks}</th>
          <th>{words.packets}</th>
          <th className="desk">{words.lastPacket}</th>
          <ActionsHead />
        </>
      }
      row={(client) => <ClientRow key={client.id} client={client} start={setTask} />}
    >
      {open === 'new' && <RadiusClientForm close={() => show()} />}
      {task.change && <RadiusClientForm client={task.change} close={close} />}
      {task.rotate && <RotateSecret client={task.rotate} close={close} />}
      {task.end && <EndClient client={task.end} close={close} />}
    </KeySection>
  );
}

function ClientRow({ client, start }: { client: Client; start: (task: Task) => void }) {
  const words = useWords(feedWords);
  const format = useFormat();
  const may = useMay();
  const { name, carrier, networks, lastSeenAt, previousSecretUntil } = client;
  return (
    <tr>
      <td>
        <span className="strong">{name}</span>
        <p className="t2 s13">{carrier}</p>
        {previousSecretUntil && (
          <p className="t2 s13">{words.rotating(format.time(previousSecretUntil))}</p>
        )}
      </td>
      <td className="desk code">{networks.join(', ')}</td>
      <td>
        <PacketCounts of={client.packets} />
      </td>
      <td className="desk t2">{lastSeenAt ? <Ago at={lastSeenAt} /> : words.none}</td>
      <td className="r">
        {may('PUT /operator/radius-clients/{id}') && (
          <MoreMenu size={28} label={words.actions(name)}>
            <Menu.Item onClick={() => start({ change: client })}>{words.change}</Menu.Item>
            <Menu.Item onClick={() => start({ rotate: client })}>{words.rotate}</Menu.Item>
            <Menu.Divider />
            <Menu.Item color="var(--bad-text)" onClick={() => start({ end: client })}>
              {words.end}
            </Menu.Item>
          </MoreMenu>
        )}
      </td>
    </tr>
  );
}

function PacketCounts({ of }: { of: Client['packets'] }) {
  const words = useWords(feedWords);
  const format = useFormat();
  const lost = of.overloaded + of.failed;
  return (
    <>
      {words.answered(format.number(of.answered + of.withoutUse))}
      {of.wrongSecret > 0 && (
        <div>
          <State shape="failed">{words.wrongSecret(format.number(of.wrongSecret))}</State>
        </div>
      )}
      {of.malformed > 0 && (
        <div>
          <State shape="warning">{words.malformed(format.number(of.malformed))}</State>
        </div>
      )}
      {lost > 0 && (
        <div>
          <State shape="warning">{words.lost(format.number(lost))}</State>
        </div>
      )}
    </>
  );
}

function EndClient({ client: { id, name }, close }: { client: Client; close: () => void }) {
  const words = useWords(feedWords);
  const { queries, intention, accept } = useChange();
  const end = queries.useMutation('delete', '/operator/radius-clients/{id}', {
    onSuccess: () => {
      accept(words.ended);
      close();
    },
  });
  return (
    <Confirm
      isOpen
      close={close}
      title={words.endTitle(name)}
      action={words.end}
      isLoss
      isBusy={end.isPending}
      error={end.error}
      confirm={() => end.mutate({ params: { path: { id }, header: intention.headers() } })}
    >
      {words.endText}
    </Confirm>
  );
}
