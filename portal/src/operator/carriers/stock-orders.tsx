import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { fieldErrors } from '../../api/problem.ts';
import { useQueries } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Section } from '../../parts/page.tsx';
import { ActionsHead } from '../../parts/table/actions-head.tsx';
import { Ago } from '../../parts/time.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useWords } from '../../words/language.tsx';
import { smdpWords } from './smdp-words.ts';

type Order = Schemas['StockOrder'];

const SHOWN = 100;
const ORDER = ['label', 'input', 'description', 'error'] as const;

/**
 * The orders whose answer was lost; nothing if there are none. The form of one that somebody else
 * settles meanwhile stays, and says so.
 */
export function WaitingStockOrders() {
  const [settled, setSettled] = useState<Order>();
  const { data } = useQueries().useQuery('get', '/operator/stock-orders', {
    params: { query: { asks: true, limit: SHOWN } },
  });
  const orders = data?.items ?? [];
  return (
    <>
      {orders.length > 0 && <WaitingList orders={orders} settle={setSettled} />}
      {settled && <Settle order={settled} close={() => setSettled(undefined)} />}
    </>
  );
}

type ListProps = { orders: readonly Order[]; settle: (order: Order) => void };

function WaitingList({ orders, settle }: ListProps) {
  const words = useWords(smdpWords);
  return (
    <Section title={words.waiting}>
      <p className="t2 s13 key-lead">{words.waitingText}</p>
      <table className="tbl plain" aria-label={words.waiting}>
        <thead>
          <tr>
            <th>{words.order}</th>
            <th>{words.carrier}</th>
            <th className="desk">{words.since}</th>
            <ActionsHead />
          </tr>
        </thead>
        <tbody>
          {orders.map((order) => (
            <tr key={order.id}>
              <td className="code">{order.id.slice(-6)}</td>
              <td className="strong">{order.carrier}</td>
              <td className="desk t2">{order.asksSince && <Ago at={order.asksSince} />}</td>
              <td className="r">
                <AllowedButton
                  calls="POST /operator/stock-orders/{id}/settle"
                  size="xs"
                  onClick={() => settle(order)}
                >
                  {words.settle}
                  <span className="vh"> {order.id.slice(-6)}</span>
                </AllowedButton>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Settle({ order: { id }, close }: { order: Order; close: () => void }) {
  const words = useWords(smdpWords);
  const { queries, intention, accept } = useChange();
  const [iccid, setIccid] = useState('');
  const settle = queries.useMutation('post', '/operator/stock-orders/{id}/settle', {
    onSuccess: () => {
      accept(words.settled);
      close();
    },
  });
  return (
    <TaskDrawer isOpen close={close} title={words.settleTitle}>
      <TaskForm
        onSubmit={(event) => {
          event.preventDefault();
          settle.mutate({
            params: { path: { id }, header: intention.headers() },
            body: iccid === '' ? {} : { allocatedIccid: iccid },
          });
        }}
        foot={<TaskFoot close={close} action={words.settle} isBusy={settle.isPending} />}
      >
        <TextInput
          label={words.iccid}
          description={words.settleHelp}
          inputWrapperOrder={[...ORDER]}
          data-autofocus
          value={iccid}
          error={fieldErrors(settle.error).allocatedIccid}
          onChange={({ currentTarget }) => setIccid(currentTarget.value.trim())}
        />
        <ErrorNotice error={settle.error} />
      </TaskForm>
    </TaskDrawer>
  );
}
