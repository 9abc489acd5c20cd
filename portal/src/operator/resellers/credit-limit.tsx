import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useChange } from '../../api/use-change.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { MoneyInput } from '../../parts/money-input.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useWords } from '../../words/language.tsx';
import { resellerWords } from './words.ts';

type Props = { name: string; account: Schemas['OperatorAccountWithCredits'] };

/** Sets how far below zero an account may buy. */
export function CreditLimit({ name, account }: Props) {
  const words = useWords(resellerWords);
  const [isAsking, setAsking] = useState(false);
  const [amount, setAmount] = useState(String(account.creditLimit.priceValue));
  const [reason, setReason] = useState('');
  const { queries, intention, accept } = useChange();
  const change = queries.useMutation('put', '/operator/accounts/{id}/credit-limit', {
    onSuccess: ({ approvalRequest }) => {
      accept(approvalRequest ? words.limitWaits : words.limitSaved);
      setAsking(false);
    },
  });
  return (
    <>
      <AllowedButton
        calls="PUT /operator/accounts/{id}/credit-limit"
        size="xs"
        onClick={() => setAsking(true)}
      >
        {words.setLimit}
      </AllowedButton>
      <Confirm
        isOpen={isAsking}
        close={() => setAsking(false)}
        title={words.limitTitle(name)}
        action={words.setLimit}
        isBusy={change.isPending}
        error={change.error}
        confirm={() =>
          change.mutate({
            params: { path: { id: account.id }, header: intention.headers() },
            body: { creditLimit: { priceValue: Number(amount), currencyCode: 'USD' }, reason },
          })
        }
      >
        <p>{words.limitText}</p>
        <MoneyInput label={words.creditLimit} value={amount} onChange={setAmount} />
        <TextInput
          label={words.reason}
          maxLength={255}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
      </Confirm>
    </>
  );
}
