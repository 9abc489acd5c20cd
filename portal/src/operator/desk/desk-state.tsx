import type { Schemas } from '../../api/client.ts';
import { type Shape, State } from '../../look/state.tsx';
import { useWords } from '../../words/language.tsx';
import { deskWords } from './words.ts';

type Status = Schemas['DeskTicket']['status'];
const SHAPES: Record<Status, Shape> = { open: 'waiting', waiting: 'done', closed: 'over' };

/** Says whether the platform or the reseller has to answer next. */
export function DeskState({ status }: { status: Status }) {
  return <State shape={SHAPES[status]}>{useWords(deskWords).statuses[status]}</State>;
}
