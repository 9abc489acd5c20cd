import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useChange } from '../../api/use-change.ts';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useWords } from '../../words/language.tsx';
import { type Decision, type Order, SettleDecision } from './settle-decision.tsx';
import { settleWords } from './settle-words.ts';
import { SupplierList } from './supplier-list.tsx';

const CALL = 'POST /operator/carrier-orders/{id}/settle';

/** Returns whether a person may settle the order: it was sent and has no outcome. */
export function isUnsettled({ state, endedAt, attempts }: Order): boolean {
  const isOpen = state === 'SENT' || state === 'UNKNOWN' || state === 'EXPIRED';
  return isOpen && endedAt === null && attempts > 0;
}

/** What the supplier lists, and the three ways to settle an order without a known outcome. */
export function SettleOrder({ order }: { order: Order }) {
  const words = useWords(settleWords);
  const [number, setNumber] = useState('');
  const [decision, setDecision] = useState<Decision>();
  const { queries, intention, accept, refresh } = useChange();
  const settle = queries.useMutation('post', '/operator/carrier-orders/{id}/settle', {
    onSuccess: (_, { body }) => {
      accept(body.outcome === 'LOOK_AGAIN' ? words.looking : words.settled);
      setDecision(undefined);
    },
  });
  const send = (body: { outcome: 'LOOK_AGAIN' | Decision['outcome']; supplierOrder?: string }) =>
    settle.mutate({ params: { path: { id: order.id }, header: intention.headers() }, body });
  const ask = (next: Decision) => {
    settle.reset();
    setDecision(next);
  };
  return (
    <section aria-label={words.title} className="form">
      <h3 className="strong">{words.title}</h3>
      <Notice tone="wait">{order.asksSince === null ? words.open : words.asks}</Notice>
      <SupplierList order={order} choose={(found) => ask({ outcome: 'PLACED', number: found })} />
      <TextInput
        label={words.number}
        classNames={{ input: 'code' }}
        maxLength={100}
        value={number}
        onChange={({ currentTarget }) => setNumber(currentTarget.value)}
      />
      <div className="form-foot">
        <AllowedButton
          calls={CALL}
          disabled={number.trim() === ''}
          onClick={() => ask({ outcome: 'PLACED', number: number.trim() })}
        >
          {words.byNumber}
        </AllowedButton>
        <AllowedButton calls={CALL} onClick={() => ask({ outcome: 'NOT_PLACED' })}>
          {words.never}
        </AllowedButton>
        <AllowedButton
          calls={CALL}
          loading={settle.isPending}
          onClick={() => send({ outcome: 'LOOK_AGAIN' })}
        >
          {words.again}
        </AllowedButton>
      </div>
      {decision === undefined && <ErrorNotice error={settle.error} />}
      {decision && (
        <SettleDecision
          order={order}
          decision={decision}
          close={() => {
            setDecision(undefined);
            // Somebody else may have settled it first.
            if (settle.error) refresh();
          }}
          isBusy={settle.isPending}
          error={settle.error}
          confirm={() => send(bodyOf(decision))}
        />
      )}
    </section>
  );
}

function bodyOf(decision: Decision) {
  if (decision.outcome === 'NOT_PLACED') return { outcome: decision.outcome };
  const { outcome, number } = decision;
  return { outcome, ...(number !== null && { supplierOrder: number }) };
}
