import type { Schemas } from '../../api/client.ts';
import { type Shape, StateShape } from '../../look/state.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { esimWords } from './esim-words.ts';

type Request = Schemas['CarrierRequest'];

const SHAPES: Record<Request['state'], Shape> = {
  WAITING: 'waiting',
  ASKING: 'waiting',
  DONE: 'done',
  REFUSED: 'failed',
  UNKNOWN: 'warning',
};

/** What a supplier was asked about an eSIM, with what it gave back. */
export function RequestList({ requests }: { requests: readonly Request[] }) {
  const words = useWords(esimWords);
  const format = useFormat();
  if (requests.length === 0) return null;
  return (
    <ul className="tl" aria-label={words.requests}>
      {requests.map((one) => (
        <li key={one.id}>
          <StateShape shape={SHAPES[one.state]} />
          {words.verbs[one.verb]}:{' '}
          {one.outcome ? words.outcomes[one.outcome] : words.states[one.state]}
          {one.returnedAmount !== null && one.returnedCurrency !== null && (
            <>
              {' '}
              {format.money({ priceValue: one.returnedAmount, currencyCode: one.returnedCurrency })}
            </>
          )}
          <span className="w">
            {format.exact(one.createdAt)} {one.supplierRequest} {one.detail}
            {one.settledAt !== null && ` ${words.settled(format.exact(one.settledAt))}`}{' '}
            {one.settledNote}
          </span>
        </li>
      ))}
    </ul>
  );
}
