import { Button, Checkbox, NumberInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { fieldErrors } from '../../api/problem.ts';
import { useChange } from '../../api/use-change.ts';
import { State } from '../../look/state.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { Facts } from '../../parts/facts.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { PanelSection } from '../../parts/panel.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useMay } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { CreditLimit } from './credit-limit.tsx';
import { resellerWords } from './words.ts';

type Account = Schemas['OperatorAccountWithCredits'];

/** One account of a reseller: credits, last 30 days, rules, suspension. */
export function AccountSection({ name, account }: { name: string; account: Account }) {
  const words = useWords(resellerWords);
  const format = useFormat();
  const may = useMay();
  const { last30Days: sales } = account;
  const adjust = { to: '/operator/money', search: { tab: 'adjustments', account: account.id } };
  return (
    <PanelSection title={words[account.mode]}>
      <p className="s13">
        {account.suspendedAt ? (
          <State shape="failed">{words.suspendedSince(format.exact(account.suspendedAt))}</State>
        ) : (
          <State shape="done">{words.selling}</State>
        )}
      </p>
      <Facts
        facts={[
          { name: words.accountId, value: account.id, copy: account.id, isCode: true },
          { name: words.available, value: format.money(account.available) },
          { name: words.balance, value: format.money(account.balance) },
          { name: words.held, value: format.money(account.held) },
          { name: words.creditLimit, value: format.money(account.creditLimit) },
          { name: words.sold, value: format.number(sales.sold) },
          { name: words.revenue, value: format.money(sales.revenue) },
          { name: words.margin, value: format.money(sales.margin) },
        ]}
      />
      <div className="row pk-acts">
        <Suspension name={`${name}, ${words[account.mode]}`} account={account} />
        <CreditLimit name={`${name}, ${words[account.mode]}`} account={account} />
        {may('POST /operator/adjustments') && (
          <Button size="xs" component={Link} {...(adjust as object)}>
            {words.adjust}
          </Button>
        )}
      </div>
      <Rules account={account} />
    </PanelSection>
  );
}

function Suspension({ name, account }: { name: string; account: Account }) {
  const words = useWords(resellerWords);
  const [isAsking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const { queries, intention, accept } = useChange();
  const done = (message: string) => () => {
    accept(message);
    setAsking(false);
    setReason('');
  };
  const suspend = queries.useMutation('post', '/operator/accounts/{id}/suspend', {
    onSuccess: done(words.suspended),
  });
  const resume = queries.useMutation('post', '/operator/accounts/{id}/resume', {
    onSuccess: done(words.resumed),
  });
  const isSuspended = account.suspendedAt !== null;
  const change = isSuspended ? resume : suspend;
  return (
    <>
      <AllowedButton
        calls={
          isSuspended
            ? 'POST /operator/accounts/{id}/resume'
            : 'POST /operator/accounts/{id}/suspend'
        }
        size="xs"
        onClick={() => setAsking(true)}
      >
        {isSuspended ? words.resume : words.suspend}
      </AllowedButton>
      <Confirm
        isOpen={isAsking}
        close={() => setAsking(false)}
        title={isSuspended ? words.resumeTitle(name) : words.suspendTitle(name)}
        action={isSuspended ? words.resume : words.suspend}
        isLoss={!isSuspended}
        isBusy={change.isPending}
        error={change.error}
        confirm={() =>
          change.mutate({
            params: { path: { id: account.id }, header: intention.headers() },
            body: { reason },
          })
        }
      >
        <p>{isSuspended ? words.resumeText : words.suspendText}</p>
        <TextInput
          className="pad-top"
          label={words.reason}
          maxLength={255}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
          data-autofocus
        />
      </Confirm>
    </>
  );
}

function Rules({ account }: { account: Account }) {
  const words = useWords(resellerWords);
  const { queries, intention, accept } = useChange();
  const form = useForm({
    initialValues: {
      refundLimitPerMonth: account.refundLimitPerMonth,
      replacementLimitPerMonth: account.replacementLimitPerMonth,
      replacementLimitPerEsim: account.replacementLimitPerEsim,
      requiresUserLocation: account.requiresUserLocation,
    },
  });
  const save = queries.useMutation('put', '/operator/accounts/{id}', {
    onSuccess: () => {
      accept(words.rulesSaved);
      form.resetDirty();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <form
      className="form pad-top"
      onSubmit={form.onSubmit((body) =>
        save.mutate({
          params: { path: { id: account.id }, header: intention.headers() },
          body,
        }),
      )}
    >
      <h3 className="strong s13">{words.rules}</h3>
      <NumberInput
        label={words.refunds}
        min={0}
        allowDecimal={false}
        {...form.getInputProps('refundLimitPerMonth')}
      />
      <NumberInput
        label={words.replacements}
        min={0}
        allowDecimal={false}
        {...form.getInputProps('replacementLimitPerMonth')}
      />
      <NumberInput
        label={words.perEsim}
        min={0}
        allowDecimal={false}
        {...form.getInputProps('replacementLimitPerEsim')}
      />
      <Checkbox
        size="xs"
        label={words.location}
        {...form.getInputProps('requiresUserLocation', { type: 'checkbox' })}
      />
      <ErrorNotice error={save.error} />
      <div className="row">
        <AllowedButton
          calls="PUT /operator/accounts/{id}"
          type="submit"
          size="xs"
          loading={save.isPending}
          disabled={!form.isDirty()}
        >
          {words.saveRules}
        </AllowedButton>
      </div>
    </form>
  );
}
