import { Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { getRouteApi } from '@tanstack/react-router';
import type { Schemas } from '../../api/client.ts';
import { fieldErrors } from '../../api/problem.ts';
import { useApi } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { usePages } from '../../api/use-pages.ts';
import { TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { Empty } from '../../parts/empty.tsx';

import { FoundList } from '../../parts/found-list.tsx';
import { MoneyInput, toField } from '../../parts/money-input.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { ActionsHead } from '../../parts/table/actions-head.tsx';
import { Ago } from '../../parts/time.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { utcDay } from '../use-report.ts';
import { moneyWords } from './words.ts';

const route = getRouteApi('/$mode/money');
const PAGE = 50;
type Transfer = Schemas['AwaitedTransfer'];

/** Purchases of credits that wait for a bank transfer. */
export function Transfers() {
  const words = useWords(moneyWords);
  const format = useFormat();
  const { receipt } = route.useSearch();
  const navigate = route.useNavigate();
  const { calls } = useApi();
  const found = usePages(['awaited transfers'], ({ after, signal }) =>
    calls.GET('/operator/bank-transfers', { params: { query: { limit: PAGE, after } }, signal }),
  );
  const show = (next: string | undefined) =>
    void navigate({ search: (was) => ({ ...was, receipt: next }), resetScroll: false });
  const opened = found.items.find(({ purchaseId }) => purchaseId === receipt);
  return (
    <>
      <FoundList
        found={found}
        skeleton={{ rows: 6 }}
        empty={<Empty title={words.noTransfers}>{words.noTransfersText}</Empty>}
      >
        <table className="tbl plain" aria-label={words.tabs.transfers}>
          <thead>
            <tr>
              <th>{words.reference}</th>
              <th>{words.reseller}</th>
              <th className="desk">{words.ordered}</th>
              <th className="r desk">{words.received}</th>
              <th className="r">{words.total}</th>
              <ActionsHead />
            </tr>
          </thead>
          <tbody>
            {found.items.map((one) => (
              <tr key={one.purchaseId}>
                <td className="code">{one.reference}</td>
                <td>
                  {one.organizationName} <span className="t3">{words.modes[one.mode]}</span>
                </td>
                <td className="desk t2">
                  <Ago at={one.createdAt} />
                </td>
                <td className="r desk t2">{format.amount(one.received)}</td>
                <td className="r num">{format.money(one.total)}</td>
                <td className="r">
                  <AllowedButton
                    calls="POST /operator/bank-transfers"
                    size="xs"
                    onClick={() => show(one.purchaseId)}
                  >
                    {words.confirm}
                    <span className="vh"> {one.reference}</span>
                  </AllowedButton>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </FoundList>
      <TaskDrawer
        isOpen={opened !== undefined}
        close={() => show(undefined)}
        title={words.confirmTitle(opened?.reference ?? '')}
      >
        {opened && <ReceiptForm transfer={opened} close={() => show(undefined)} />}
      </TaskDrawer>
    </>
  );
}

function ReceiptForm({ transfer, close }: { transfer: Transfer; close: () => void }) {
  const words = useWords(moneyWords);
  const format = useFormat();
  const { queries, intention, accept } = useChange();
  const open = transfer.total.priceValue - transfer.received.priceValue;
  const form = useForm({
    initialValues: {
      received: toField({ priceValue: open }),
      receivedAt: utcDay(Date.now()),
      entryId: '',
      note: '',
    },
  });
  const confirm = queries.useMutation('post', '/operator/bank-transfers', {
    onSuccess: ({ approvalRequest, amount }) => {
      accept();
      notifications.show({
        message: approvalRequest ? words.waits : words.confirmed(format.money(amount)),
      });
      close();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <TaskForm
      onSubmit={form.onSubmit(({ received, receivedAt, entryId, note }) =>
        confirm.mutate({
          params: { header: intention.headers() },
          body: {
            reference: transfer.reference,
            received: { priceValue: Number(received), currencyCode: 'USD' },
            receivedAt: `${receivedAt}T00:00:00Z`,
            entryId,
            ...(note && { note }),
          },
        }),
      )}
      foot={
        <TaskFoot
          close={close}
          action={words.confirm}
          isBusy={confirm.isPending}
          isDisabled={form.values.received === '' || form.values.entryId === ''}
        />
      }
    >
      <p className="t2 s13">
        {transfer.organizationName}, {words.modes[transfer.mode]}: {format.money(transfer.total)}
      </p>
      <MoneyInput label={words.receivedAmount} {...form.getInputProps('received')} />
      <TextInput
        label={words.receivedOn}
        type="date"
        required
        withAsterisk={false}
        {...form.getInputProps('receivedAt')}
      />
      <TextInput
        label={words.entryId}
        description={words.entryIdHelp}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        required
        withAsterisk={false}
        {...form.getInputProps('entryId')}
      />
      <Textarea label={words.note} autosize minRows={2} {...form.getInputProps('note')} />
      <ErrorNotice error={confirm.error} />
    </TaskForm>
  );
}
