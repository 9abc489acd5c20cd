import type { Schemas } from '../../api/client.ts';
import { type Shape, State } from '../../look/state.tsx';
import { useWords } from '../../words/language.tsx';
import { orderWords } from './order-words.ts';

type OrderState = Schemas['CarrierOrder']['state'];

const SHAPES: Record<OrderState, Shape> = {
  QUEUED: 'waiting',
  SENT: 'waiting',
  UNKNOWN: 'warning',
  DELIVERED: 'done',
  REFUSED: 'failed',
  EXPIRED: 'over',
};

/** Shows where an order at a supplier stands. */
export function OrderState({ state }: { state: OrderState }) {
  const words = useWords(orderWords);
  return <State shape={SHAPES[state]}>{words.states[state]}</State>;
}
