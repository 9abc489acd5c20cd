import type { Schemas } from '../../api/client.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { useWords } from '../../words/language.tsx';
import { settleWords } from './settle-words.ts';

export type Order = Schemas['CarrierOrderDetail'];
/** What a person decides; a null number is of a top-up that the supplier gives none. */
export type Decision = { outcome: 'PLACED'; number: string | null } | { outcome: 'NOT_PLACED' };

type Props = {
  order: Order;
  decision: Decision;
  close: () => void;
  confirm: () => void;
  isBusy: boolean;
  error: unknown;
};

/** Says what follows from the decision, for the customer, the credits and the eSIM, and asks. */
export function SettleDecision({ order, decision, ...state }: Props) {
  const words = useWords(settleWords);
  const hasFailed = order.state === 'EXPIRED';
  if (decision.outcome === 'NOT_PLACED') {
    return (
      <Confirm
        isOpen
        title={words.neverTitle}
        action={hasFailed ? words.settleNeverExpired : words.settleNever}
        isLoss
        {...state}
      >
        <p>{words.neverText}</p>
        <p>{hasFailed ? words.releasedBefore : words.released}</p>
      </Confirm>
    );
  }
  const { number } = decision;
  return (
    <Confirm isOpen title={words.placedTitle} action={words.settlePlaced} {...state}>
      <p>{number === null ? words.toppedUp : words.placed(number, order.carrier)}</p>
      <p>{hasFailed ? words.spare : words.charged}</p>
    </Confirm>
  );
}
