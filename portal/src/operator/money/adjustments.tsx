import { SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import type { Schemas } from '../../api/client.ts';
import { fieldErrors } from '../../api/problem.ts';
import { useApi } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { usePages } from '../../api/use-pages.ts';
import { Copyable } from '../../parts/copy.tsx';
import { Effect, TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { Empty } from '../../parts/empty.tsx';
import { ChoiceFilter } from '../../parts/filters/filters.tsx';
import { FoundList } from '../../parts/found-list.tsx';
import { MoneyInput } from '../../parts/money-input.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useMay } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { Decision, DecisionOf } from './decision.tsx';
import { moneyWords } from './words.ts';

const route = getRouteApi('/$mode/money');
const PAGE = 50;
const STATES = ['pending', 'posted', 'rejected'] as const;
type Adjustment = Schemas['Adjustment'];

/** Manual credit adjustments, and those that wait for a second person. */
export function Adjustments() {
  const words = useWords(moneyWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { calls } = useApi();
  const state = STATES.find((one) => one === search.state);
  const { account } = search;
  const found = usePages(['adjustments', state, account], ({ after, signal }) =>
    calls.GET('/operator/adjustments', {
      params: { query: { limit: PAGE, after, state, account_id: account } },
      signal,
    }),
  );
  const set = (change: Partial<typeof search>) =>
    void navigate({ search: (was) => ({ ...was, ...change }), resetScroll: false });
  return (
    <>
      <div className="row">
        <ChoiceFilter
          name={words.stateFilter}
          value={state}
          choices={STATES.map((value) => ({ value, label: words.states[value] }))}
          onChange={(next) => set({ state: next })}
        />
        <AllowedButton
          className="end"
          calls="POST /operator/adjustments"
          variant="filled"
          leftSection={<IconPlus size={16} stroke={1.5} />}
          onClick={() => set({ new: 'adjustment' })}
        >
          {words.adjust}
        </AllowedButton>
      </div>
      <FoundList
        found={found}
        skeleton={{ rows: 6 }}
        isFiltered={Boolean(state || account)}
        clear={() => set({ state: undefined, account: undefined })}
        empty={<Empty title={words.noAdjustments}>{words.noAdjustmentsText}</Empty>}
      >
        <ul className="lines">
          {found.items.map((adjustment) => (
            <AdjustmentLine key={adjustment.id} adjustment={adjustment} />
          ))}
        </ul>
      </FoundList>
      <TaskDrawer
        isOpen={Boolean(search.new)}
        close={() => set({ new: undefined })}
        title={words.adjust}
      >
        <AdjustForm account={account} close={() => set({ new: undefined })} />
      </TaskDrawer>
    </>
  );
}

function AdjustmentLine({ adjustment }: { adjustment: Adjustment }) {
  const words = useWords(moneyWords);
  const format = useFormat();
  const may = useMay();
  const { queries, intention, accept } = useChange();
  const approve = queries.useMutation('post', '/operator/adjustments/{id}/approve', {
    onSuccess: () => accept(words.approved),
  });
  const reject = queries.useMutation('post', '/operator/adjustments/{id}/reject', {
    onSuccess: () => accept(words.rejected),
  });
  const { accountId, direction, amount, reason, state, proposedBy, proposedAt } = adjustment;
  const at = () => ({ params: { path: { id: adjustment.id }, header: intention.headers() } });
  return (
    <li className="decision">
      <p className="row">
        <span className="strong num">
          {direction === 'debit' ? '−' : '+'}
          {format.money(amount)}
        </span>
        <span className="s13">
          <DecisionOf state={state} />
        </span>
      </p>
      <p className="s13">{reason}</p>
      <p className="t2 s13">
        {proposedBy}, {format.exact(proposedAt)}
        {adjustment.decidedBy && `, ${words.decidedBy} ${adjustment.decidedBy}`}
      </p>
      <p className="t3 small">
        {words.account}{' '}
        <Copyable value={accountId}>
          <span className="code">{accountId}</span>
        </Copyable>
      </p>
      {state === 'pending' && may('POST /operator/adjustments/{id}/approve') && (
        <Decision
          proposedBy={proposedBy}
          approve={() => approve.mutate(at())}
          reject={() => reject.mutate(at())}
          isBusy={approve.isPending || reject.isPending}
          error={approve.error ?? reject.error}
        />
      )}
    </li>
  );
}

function AdjustForm({ account = '', close }: { account?: string; close: () => void }) {
  const words = useWords(moneyWords);
  const format = useFormat();
  const { queries, intention, accept } = useChange();
  const form = useForm({
    initialValues: {
      accountId: account,
      direction: 'credit' as Adjustment['direction'],
      amount: '',
      reason: '',
    },
  });
  const adjust = queries.useMutation('post', '/operator/adjustments', {
    onSuccess: ({ state }) => {
      accept();
      notifications.show({
        message: state === 'pending' ? words.adjustmentWaits : words.adjusted,
      });
      close();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  const { amount, direction } = form.values;
  const shown = format.money({ priceValue: Number(amount) });
  return (
    <TaskForm
      onSubmit={form.onSubmit((body) =>
        adjust.mutate({
          params: { header: intention.headers() },
          body: { ...body, amount: { priceValue: Number(amount), currencyCode: 'USD' } },
        }),
      )}
      foot={
        <TaskFoot
          close={close}
          action={words.directions[direction]}
          isBusy={adjust.isPending}
          isDisabled={amount === '' || form.values.reason.trim() === ''}
        >
          {amount !== '' && (
            <Effect>
              {direction === 'credit' ? words.effectCredit(shown) : words.effectDebit(shown)}
            </Effect>
          )}
        </TaskFoot>
      }
    >
      <TextInput
        label={words.accountId}
        description={words.accountHelp}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        required
        withAsterisk={false}
        {...form.getInputProps('accountId')}
      />
      <SegmentedControl
        aria-label={words.direction}
        data={(['credit', 'debit'] as const).map((value) => ({
          value,
          label: words.directions[value],
        }))}
        {...form.getInputProps('direction')}
      />
      <MoneyInput label={words.amount} {...form.getInputProps('amount')} />
      <Textarea
        label={words.reason}
        autosize
        minRows={2}
        required
        withAsterisk={false}
        {...form.getInputProps('reason')}
      />
      <ErrorNotice error={adjust.error} />
    </TaskForm>
  );
}
