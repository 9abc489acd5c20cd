import { NumberInput, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useChange } from '../../api/use-change.ts';
import { ErrorNotice } from '../../parts/notice.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useWords } from '../../words/language.tsx';
import { esimWords } from './esim-words.ts';

type Outcome = 'refunded' | 'declined';

/** Records what a supplier decided about a refund, which it tells to people only. */
export function SettleRefund({ orderId }: { orderId: string }) {
  const words = useWords(esimWords);
  const [outcome, setOutcome] = useState<Outcome>('refunded');
  const [amount, setAmount] = useState<number | string>('');
  const [note, setNote] = useState('');
  const { queries, intention, accept } = useChange();
  const settle = queries.useMutation('post', '/operator/carrier-orders/{id}/settle-refund', {
    onSuccess: () => accept(words.recorded),
  });
  const isRefunded = outcome === 'refunded';
  const send = () =>
    settle.mutate({
      params: { path: { id: orderId }, header: intention.headers() },
      body: {
        outcome,
        ...(isRefunded && { returnedAmount: Number(amount) }),
        ...(note.trim() !== '' && { note: note.trim() }),
      },
    });
  return (
    <>
      <p className="t2 s13">{words.refundOpen}</p>
      <SegmentedControl
        aria-label={words.decision}
        value={outcome}
        onChange={(value) => setOutcome(value as Outcome)}
        data={[
          { value: 'refunded', label: words.gaveBack },
          { value: 'declined', label: words.declined },
        ]}
      />
      {isRefunded && (
        <NumberInput
          label={words.returned}
          min={0}
          decimalScale={4}
          value={amount}
          onChange={setAmount}
        />
      )}
      <TextInput
        label={words.note}
        maxLength={500}
        value={note}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
      />
      <ErrorNotice error={settle.error} />
      <div className="form-foot">
        <AllowedButton
          calls="POST /operator/carrier-orders/{id}/settle-refund"
          disabled={settle.isPending || (isRefunded && amount === '')}
          onClick={send}
        >
          {words.record}
        </AllowedButton>
      </div>
    </>
  );
}
