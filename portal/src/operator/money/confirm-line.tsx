import { Button, Radio, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useChange } from '../../api/use-change.ts';
import { TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { MoneyInput } from '../../parts/money-input.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useMay } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { statementWords } from './statement-words.ts';
import { moneyWords } from './words.ts';

type Line = Schemas['ProposedBankLine'];
type Props = { line: Line; close: () => void };
const OTHER = 'other';

/** Assigns an entry to a purchase, or marks it as paying none. */
export function ConfirmLine({ line, close }: Props) {
  const words = useWords(statementWords);
  const money = useWords(moneyWords);
  const format = useFormat();
  const { queries, intention, accept } = useChange();
  const [choice, setChoice] = useState(line.proposals[0]?.reference ?? OTHER);
  const [typed, setTyped] = useState('');
  const [received, setReceived] = useState('');
  const confirm = queries.useMutation('post', '/operator/bank-lines/{id}/confirm', {
    onSuccess: ({ approvalRequest, amount }) => {
      accept();
      notifications.show({
        message: approvalRequest ? money.waits : money.confirmed(format.money(amount)),
      });
      close();
    },
  });
  const reference = choice === OTHER ? typed.trim() : choice;
  const isUsd = line.currency === 'USD';
  return (
    <TaskDrawer isOpen close={close} title={words.confirmTitle(`${line.amount} ${line.currency}`)}>
      <TaskForm
        onSubmit={(event) => {
          event.preventDefault();
          confirm.mutate({
            params: { path: { id: line.id }, header: intention.headers() },
            body: {
              reference,
              ...(!isUsd && {
                received: { priceValue: Number(received), currencyCode: 'USD' },
              }),
            },
          });
        }}
        foot={
          <TaskFoot
            close={close}
            action={words.confirm}
            isBusy={confirm.isPending}
            isDisabled={reference === '' || (!isUsd && received === '')}
          >
            <Dismiss line={line} close={close} />
          </TaskFoot>
        }
      >
        <p className="t2 s13">
          {format.date(line.bookedOn)}, {line.payer ?? words.unknownPayer}: {line.text}
        </p>
        <Radio.Group label={words.pays} value={choice} onChange={setChoice}>
          {line.proposals.map((one) => (
            <Radio
              key={one.purchaseId}
              mt={6}
              size="xs"
              value={one.reference}
              label={words.proposal(one.organizationName, one.reference, format.money(one.open))}
              description={words.because[one.isExact ? 'exact' : one.because]}
            />
          ))}
          <Radio mt={6} size="xs" value={OTHER} label={words.other} />
        </Radio.Group>
        {choice === OTHER && (
          <TextInput
            label={money.reference}
            classNames={{ input: 'code' }}
            value={typed}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          />
        )}
        {!isUsd && <MoneyInput label={words.inUsd} value={received} onChange={setReceived} />}
        <ErrorNotice error={confirm.error} />
      </TaskForm>
    </TaskDrawer>
  );
}

function Dismiss({ line, close }: Props) {
  const words = useWords(statementWords);
  const may = useMay();
  const { queries, intention, accept } = useChange();
  const dismiss = queries.useMutation('put', '/operator/bank-lines/{id}', {
    onSuccess: () => {
      accept(words.dismissed);
      close();
    },
  });
  if (!may('PUT /operator/bank-lines/{id}')) return null;
  return (
    <>
      <ErrorNotice error={dismiss.error} />
      <Button
        variant="subtle"
        loading={dismiss.isPending}
        onClick={() =>
          dismiss.mutate({
            params: { path: { id: line.id }, header: intention.headers() },
            body: { dismissed: true },
          })
        }
      >
        {words.dismiss}
      </Button>
    </>
  );
}
