import type { Schemas } from '../../api/client.ts';
import { useQueries } from '../../api/use-api.tsx';
import { type Shape, StateShape } from '../../look/state.tsx';
import { TaskDrawer } from '../../parts/drawer.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Reading } from '../../parts/loading.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { OrderState } from './order-state.tsx';
import { orderWords } from './order-words.ts';
import { carrierWords } from './words.ts';

type Order = Schemas['CarrierOrderDetail'];
type Step = { key: string; at: string; shape: Shape; text: string; detail: string | null };

const CHOICE_SHAPES: Record<Order['choices'][number]['outcome'], Shape> = {
  chosen: 'done',
  skipped: 'over',
  refused: 'failed',
  failed: 'failed',
  asked_again: 'back',
};
const CALL_SHAPES: Record<Order['calls'][number]['outcome'], Shape> = {
  done: 'done',
  refused: 'failed',
  retry_later: 'waiting',
  unknown: 'warning',
};

/** One order at a supplier: what was chosen and why, and every call about it. */
export function OrderDrawer({ id, close }: { id: string; close: () => void }) {
  const words = useWords(orderWords);
  const { data, error, refetch } = useQueries().useQuery('get', '/operator/carrier-orders/{id}', {
    params: { path: { id } },
  });
  return (
    <TaskDrawer isOpen close={close} title={words.order} size={520}>
      <div className="task-scroll form">
        <Reading data={data} error={error} refetch={refetch} rows={8} />
        {data && <Order order={data} />}
      </div>
    </TaskDrawer>
  );
}

function Order({ order }: { order: Order }) {
  const words = useWords(orderWords);
  const { carrier } = useWords(carrierWords);
  const format = useFormat();
  const steps = useSteps(order);
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
      <h3 className="strong">{words.steps}</h3>
      {steps.length === 0 && <p className="t2 s13">{words.noSteps}</p>}
      <ul className="tl" aria-label={words.steps}>
        {steps.map(({ key, at, shape, text, detail }) => (
          <li key={key}>
            <StateShape shape={shape} />
            {text}
            <span className="w">
              {format.exact(at)} {detail}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Returns the choices and the calls, oldest first. */
function useSteps({ choices, calls }: Order): Step[] {
  const words = useWords(orderWords);
  const format = useFormat();
  const chosen = choices.map(({ carrier, outcome, reason, detail, at }, index) => ({
    key: `choice ${index}`,
    at,
    shape: CHOICE_SHAPES[outcome],
    text: `${carrier} ${words.outcomes[outcome]}: ${words.reasons[reason] ?? reason}`,
    detail,
  }));
  const called = calls.map(({ verb, outcome, durationMs, detail, calledAt }, index) => ({
    key: `call ${index}`,
    at: calledAt,
    shape: CALL_SHAPES[outcome],
    text: words.call(verb, format.number(durationMs)),
    detail,
  }));
  return [...chosen, ...called].sort((a, b) => a.at.localeCompare(b.at));
}
