import type { Schemas } from '../../api/client.ts';
import { type Shape, State } from '../../look/state.tsx';
import { useWords } from '../../words/language.tsx';
import { ticketWords } from './words.ts';

type Ticket = Schemas['TicketSummary'];
type Status = Ticket['status'];
const SHAPES: Record<Status, Shape> = { open: 'waiting', waiting: 'news', closed: 'over' };

export function TicketState({ status }: { status: Status }) {
  return <State shape={SHAPES[status]}>{useWords(ticketWords).statuses[status]}</State>;
}

export function Priority({ of }: { of: Ticket['priority'] }) {
  const { priorities } = useWords(ticketWords);
  if (of === 'high' || of === 'urgent') {
    return <State shape={of === 'urgent' ? 'failed' : 'warning'}>{priorities[of]}</State>;
  }
  return <span className="t2">{priorities[of]}</span>;
}
