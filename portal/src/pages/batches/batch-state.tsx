import type { Schemas } from '../../api/client.ts';
import { type Shape, State } from '../../look/state.tsx';
import { useWords } from '../../words/language.tsx';
import { batchWords } from './words.ts';

export type Batch = Schemas['SaleBatch'];
const SHAPES: Record<Batch['state'], Shape> = {
  running: 'waiting',
  stopped: 'warning',
  done: 'done',
};

export function BatchState({ batch }: { batch: Batch }) {
  const { states } = useWords(batchWords);
  const isFailed = batch.state === 'done' && batch.failed > 0;
  return <State shape={isFailed ? 'failed' : SHAPES[batch.state]}>{states[batch.state]}</State>;
}
