import { Select, Switch } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { State } from '../../look/state.tsx';
import { FormFoot } from '../../parts/form-foot.tsx';
import { MoneyInput, toField } from '../../parts/money-input.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { Setting } from './setting.tsx';
import { creditWords } from './words.ts';

/** The settings of the automatic top-up. */
export function AutoTopUp() {
  const { auto: words } = useWords(creditWords);
  const { data, error } = useApi().queries.useQuery('get', '/gigastore/credits/auto-top-up');
  return (
    <Setting title={words.title} text={words.text} error={error}>
      {data && <AutoTopUpForm auto={data} />}
    </Setting>
  );
}

function AutoTopUpForm({ auto }: { auto: Schemas['AutoTopUp'] }) {
  const all = useWords(creditWords);
  const words = all.auto;
  const format = useFormat();
  const { queries, intention, accept } = useChange();
  const cards = queries.useQuery('get', '/gigastore/payment-methods').data?.items ?? [];
  const [isOn, setOn] = useState(auto.enabled);
  const [threshold, setThreshold] = useState<number | string>(
    auto.threshold ? toField(auto.threshold) : '100.00',
  );
  const [amount, setAmount] = useState<number | string>(
    auto.amount ? toField(auto.amount) : '500.00',
  );
  const [cap, setCap] = useState<number | string>(auto.monthlyCap ? toField(auto.monthlyCap) : '');
  const [card, setCard] = useState<string | null>(auto.paymentMethodId);
  const save = queries.useMutation('put', '/gigastore/credits/auto-top-up', {
    onSuccess: () => accept(words.saved),
  });
  const price = (value: number | string) =>
    value === '' ? undefined : { priceValue: Number(value), currencyCode: 'USD' };
  return (
    <form
      className="form pad-top"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({
          params: { header: intention.headers() },
          body: {
            enabled: isOn,
            threshold: price(threshold),
            amount: price(amount),
            monthlyCap: price(cap),
            paymentMethodId: card ?? undefined,
          },
        });
      }}
    >
      <div className="row">
        <State
          shape={auto.status === 'armed' ? 'done' : auto.status === 'off' ? 'over' : 'warning'}
        >
          {words.states[auto.status]}
        </State>
        <span className="t3 s13">
          {auto.reason ?? words.spent(format.money(auto.spentThisMonth))}
        </span>
      </div>
      <Switch
        label={words.enable}
        checked={isOn}
        onChange={({ currentTarget }) => setOn(currentTarget.checked)}
      />
      <MoneyInput label={words.threshold} value={threshold} onChange={setThreshold} />
      <MoneyInput label={words.amount} value={amount} onChange={setAmount} />
      <MoneyInput label={words.cap} value={cap} onChange={setCap} />
      <Select
        label={words.card}
        value={card}
        onChange={setCard}
        data={cards.map(({ id, brand, lastFour }) => ({
          value: id,
          label: all.buying.cardOf(brand, lastFour),
        }))}
      />
      <FormFoot
        calls="PUT /gigastore/credits/auto-top-up"
        error={save.error}
        isBusy={save.isPending}
        action={words.save}
      />
    </form>
  );
}
