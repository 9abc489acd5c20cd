import { Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import { useQueries } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { State } from '../../look/state.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { MoreMenu } from '../../parts/more-menu.tsx';
import { ActionsHead } from '../../parts/table/actions-head.tsx';
import { useMay } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { KeySection } from '../key-section.tsx';
import { SecretDrawer } from '../secret-drawer.tsx';
import { SmdpForm } from './smdp-form.tsx';
import { smdpWords } from './smdp-words.ts';
import { WaitingStockOrders } from './stock-orders.tsx';
import { supplierWords } from './supplier-words.ts';
import { HEALTH_SHAPES } from './suppliers.tsx';

type Smdp = Schemas['Smdp'];

const READ_EVERY_MS = 30_000;

/** Every SM-DP+ with the stock of its profile types, and the orders there that wait for a person. */
export function Smdps() {
  const words = useWords(smdpWords);
  const [edited, setEdited] = useState<Smdp | 'new'>();
  const [renewed, setRenewed] = useState<string>();
  const [removed, setRemoved] = useState<string>();
  const found = useQueries().useQuery(
    'get',
    '/operator/smdps',
    {},
    { refetchInterval: READ_EVERY_MS },
  );
  return (
    <div className="sections">
      <KeySection
        title={words.smdp}
        text={words.text}
        empty={words.none}
        create={{
          calls: 'PUT /operator/smdps',
          label: words.setUp,
          start: () => setEdited('new'),
        }}
        found={found}
        head={
          <>
            <th>{words.smdp}</th>
            <th className="desk">{words.state}</th>
            <th>{words.stock}</th>
            <ActionsHead />
          </>
        }
        row={(smdp) => (
          <SmdpRow
            key={smdp.name}
            smdp={smdp}
            edit={() => setEdited(smdp)}
            renew={() => setRenewed(smdp.name)}
            remove={() => setRemoved(smdp.name)}
          />
        )}
      >
        {edited !== undefined && (
          <SmdpForm
            smdp={edited === 'new' ? undefined : edited}
            close={() => setEdited(undefined)}
          />
        )}
        {removed !== undefined && <Deletion name={removed} close={() => setRemoved(undefined)} />}
        {renewed !== undefined && <NoticeUrl name={renewed} close={() => setRenewed(undefined)} />}
      </KeySection>
      <WaitingStockOrders />
    </div>
  );
}

type RowProps = { smdp: Smdp; edit: () => void; renew: () => void; remove: () => void };

function SmdpRow({ smdp, edit, renew, remove }: RowProps) {
  const words = useWords(smdpWords);
  const may = useMay();
  const { name, url, profileTypes } = smdp;
  const test = useTestCall(name);
  return (
    <tr className="tall">
      <td>
        <span className="strong">{name}</span>
        <div className="t2 s13">{url}</div>
        <span className="phone-line">
          <SmdpState smdp={smdp} />
        </span>
      </td>
      <td className="desk">
        <SmdpState smdp={smdp} />
      </td>
      <td>
        {profileTypes.length === 0 && <span className="t2">{words.noTypes}</span>}
        {profileTypes.map((type) => (
          <Stock key={type.carrier} type={type} />
        ))}
      </td>
      <td className="r">
        {may('PUT /operator/smdps') && (
          <MoreMenu size={28} label={words.actions(name)}>
            <Menu.Item onClick={edit}>{words.settings}</Menu.Item>
            <Menu.Item onClick={test}>{words.test}</Menu.Item>
            <Menu.Item onClick={renew}>{words.noticeUrl}</Menu.Item>
            <Menu.Item color="bad" onClick={remove}>
              {words.remove}
            </Menu.Item>
          </MoreMenu>
        )}
      </td>
    </tr>
  );
}

function SmdpState({ smdp: { health, lastFailure } }: { smdp: Smdp }) {
  const { states } = useWords(supplierWords);
  return (
    <>
      <State shape={HEALTH_SHAPES[health]}>{states[health]}</State>
      {lastFailure !== null && health !== 'healthy' && <div className="t2 s13">{lastFailure}</div>}
    </>
  );
}

function Stock({ type }: { type: Smdp['profileTypes'][number] }) {
  const words = useWords(smdpWords);
  const format = useFormat();
  const { carrier, free, level, inFlight, detail } = type;
  return (
    <div>
      <span className="strong">{carrier}</span>{' '}
      {words.free(format.number(free), format.number(level))}
      {inFlight > 0 && <span className="t2">, {words.inFlight(format.number(inFlight))}</span>}
      {detail !== null && <div className="t2 s13">{detail}</div>}
    </div>
  );
}

/** Returns a call that asks the SM-DP+ for what changes nothing, and says how it answered. */
function useTestCall(name: string) {
  const words = useWords(smdpWords);
  const format = useFormat();
  const { queries, intention, accept } = useChange();
  const test = queries.useMutation('post', '/operator/smdps/test', {
    onSuccess: ({ outcome, detail, durationMs }) => {
      const isDone = outcome === 'done';
      accept(isDone ? words.tested(name, format.number(durationMs)) : undefined);
      if (!isDone) notifications.show({ title: words.testFailed(name), message: detail });
    },
    onError: (error) =>
      notifications.show({ title: words.testFailed(name), message: problemOf(error)?.detail }),
  });
  return () => test.mutate({ params: { header: intention.headers() }, body: { name } });
}

/** Deletes an SM-DP+ that has never been used. */
function Deletion({ name, close }: { name: string; close: () => void }) {
  const words = useWords(smdpWords);
  const { queries, intention, accept } = useChange();
  const remove = queries.useMutation('delete', '/operator/smdps/{name}', {
    onSuccess: () => {
      accept(words.removed);
      close();
    },
  });
  return (
    <Confirm
      isOpen
      close={close}
      title={words.removeTitle(name)}
      action={words.removeAction}
      isLoss
      isBusy={remove.isPending}
      error={remove.error}
      confirm={() => remove.mutate({ params: { path: { name }, header: intention.headers() } })}
    >
      {words.removeText}
    </Confirm>
  );
}

/** Makes the URL for notices and shows it once. */
function NoticeUrl({ name, close }: { name: string; close: () => void }) {
  const words = useWords(smdpWords);
  const { queries, intention, accept } = useChange();
  const create = queries.useMutation('post', '/operator/smdps/notice-url', {
    onSuccess: () => accept(),
  });
  if (create.data) {
    const { url } = create.data;
    return (
      <SecretDrawer
        close={close}
        title={words.noticeTitle(name)}
        warning={words.secretText}
        facts={[{ name: words.url, value: url, copy: url, isCode: true }]}
        done={words.done}
      />
    );
  }
  return (
    <Confirm
      isOpen
      close={close}
      title={words.noticeTitle(name)}
      action={words.create}
      isBusy={create.isPending}
      error={create.error}
      confirm={() => create.mutate({ params: { header: intention.headers() }, body: { name } })}
    >
      {words.noticeText}
    </Confirm>
  );
}
