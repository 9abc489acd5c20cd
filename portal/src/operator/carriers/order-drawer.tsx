import { useQueries } from '../../api/use-api.tsx';
import { TaskDrawer } from '../../parts/drawer.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Reading } from '../../parts/loading.tsx';
import { Notice } from '../../parts/notice.tsx';
import { useWords } from '../../words/language.tsx';
import { OrderEsim } from './order-esim.tsx';
import { OrderState } from './order-state.tsx';
import { OrderSteps } from './order-steps.tsx';
import { orderWords } from './order-words.ts';
import type { Order as OrderDetail } from './settle-decision.tsx';
import { isUnsettled, SettleOrder } from './settle-order.tsx';
import { carrierWords } from './words.ts';

const FOLLOW_MS = 2_000;

/** One order at a supplier: what was chosen and why, and every call about it. */
export function OrderDrawer({ id, close }: { id: string; close: () => void }) {
  const words = useWords(orderWords);
  const { data, error, refetch } = useQueries().useQuery(
    'get',
    '/operator/carrier-orders/{id}',
    { params: { path: { id } } },
    { refetchInterval: ({ state }) => (state.data?.requests.some(isOpen) ? FOLLOW_MS : false) },
  );
  return (
    <TaskDrawer isOpen close={close} title={words.order} size={520}>
      <div className="task-scroll form">
        <Reading data={data} error={error} refetch={refetch} rows={8} />
        {data && <Order order={data} />}
      </div>
    </TaskDrawer>
  );
}

/** Whether a worker will ask the supplier, or is asking it. */
const isOpen = ({ state }: OrderDetail['requests'][number]) =>
  state === 'WAITING' || state === 'ASKING';

function Order({ order }: { order: OrderDetail }) {
  const words = useWords(orderWords);
  const { carrier } = useWords(carrierWords);
  return (
    <>
      <Facts
        facts={[
          { name: words.state, value: <OrderState state={order.state} /> },
          { name: carrier, value: order.carrier },
          { name: words.item, value: order.item ?? '–', isCode: true },
          { name: words.kind, value: words.kinds[order.kind] },
          { name: words.number, value: order.supplierOrder ?? '–' },
          { name: words.iccid, value: order.iccid ?? '–' },
          ...(order.detail ? [{ name: words.last, value: order.detail }] : []),
          { name: words.orderId, value: order.id, copy: order.id, isCode: true },
        ]}
      />
      {order.reason === 'package_failed' && <Notice tone="wait">{words.unusedTopUp}</Notice>}
      {isUnsettled(order) && <SettleOrder order={order} />}
      {order.state === 'DELIVERED' && order.iccid !== null && <OrderEsim order={order} />}
      <OrderSteps order={order} />
    </>
  );
}
