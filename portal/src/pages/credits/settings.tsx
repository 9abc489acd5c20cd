import { Button, Modal, Select, Switch, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useIntention } from '../../api/intention.ts';
import { useApi } from '../../api/use-api.tsx';
import { State } from '../../look/state.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { MoneyInput, toField } from '../../parts/money-input.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Section } from '../../parts/page.tsx';
import { partWords } from '../../parts/words.ts';
import { AllowedButton } from '../../session/allowed.tsx';
import { useMay } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { AlertSettings } from './alert-settings.tsx';
import { TopUpHistory } from './top-up-history.tsx';
import { creditWords } from './words.ts';

const route = getRouteApi('/$mode/credits');
type Card = Schemas['PaymentMethod'];

export function MoneySettings() {
  return (
    <div className="two-columns money-settings">
      <div className="stack">
        <Cards />
        <TopUpHistory />
      </div>
      <div className="stack">
        <AutoTopUp />
        <AlertSettings />
      </div>
    </div>
  );
}

function Cards() {
  const words = useWords(creditWords);
  const { data, error } = useApi().queries.useQuery('get', '/gigastore/payment-methods');
  return (
    <Section title={words.cards}>
      <ErrorNotice error={error} />
      {!data && !error && <Skeleton rows={2} />}
      {data?.items.length === 0 && <Empty title={words.noCards}>{words.noCardsText}</Empty>}
      <ul className="lines">
        {data?.items.map((card) => (
          <CardLine key={card.id} card={card} />
        ))}
      </ul>
      <AddCard />
    </Section>
  );
}

function CardLine({ card }: { card: Card }) {
  const words = useWords(creditWords);
  const parts = useWords(partWords);
  const may = useMay();
  const { queries, cache } = useApi();
  const intention = useIntention();
  const [isRemoving, remover] = useDisclosure(false);
  const done = {
    onSuccess: () => {
      intention.done();
      remover.close();
      void cache.invalidateQueries();
    },
  };
  const makeDefault = queries.useMutation('put', '/gigastore/payment-methods/{id}/default', done);
  const remove = queries.useMutation('delete', '/gigastore/payment-methods/{id}', done);
  const params = () => ({ path: { id: card.id }, header: intention.headers() });
  return (
    <li>
      <span className="grow">
        <span className="strong">{words.buying.cardOf(card.brand, card.lastFour)}</span>{' '}
        <span className="t3">
          {words.expires(`${String(card.expiryMonth).padStart(2, '0')}/${card.expiryYear}`)}
        </span>
      </span>
      {card.isDefault ? (
        <State shape="fact">{words.standard}</State>
      ) : (
        may('PUT /gigastore/payment-methods/{id}/default') && (
          <Button
            size="xs"
            variant="subtle"
            loading={makeDefault.isPending}
            onClick={() => makeDefault.mutate({ params: params() })}
          >
            {words.makeStandard}
          </Button>
        )
      )}
      {may('DELETE /gigastore/payment-methods/{id}') && (
        <Button size="xs" variant="subtle" onClick={remover.open}>
          {words.remove}
        </Button>
      )}
      <Modal
        opened={isRemoving}
        onClose={remover.close}
        title={words.removeTitle(card.lastFour)}
        withCloseButton={false}
      >
        <p className="t2 s13">{words.removeText}</p>
        <ErrorNotice error={remove.error} />
        <div className="dialog-foot">
          <Button onClick={remover.close}>{parts.cancel}</Button>
          <Button
            variant="filled"
            color="bad"
            loading={remove.isPending}
            onClick={() => remove.mutate({ params: params() })}
          >
            {words.remove}
          </Button>
        </div>
      </Modal>
    </li>
  );
}

/** Test cards in a sandbox; where Stripe is set, its own form comes here. */
function AddCard() {
  const words = useWords(creditWords);
  const { mode } = route.useParams();
  const { queries, cache } = useApi();
  const intention = useIntention();
  const [number, setNumber] = useState('4242 4242 4242 4242');
  const add = queries.useMutation('post', '/gigastore/payment-methods/setup', {
    onSuccess: () => {
      intention.done();
      void cache.invalidateQueries();
    },
  });
  const submit = () =>
    add.mutate({
      params: { header: intention.headers() },
      body: mode === 'sandbox' ? { testCard: number.replaceAll(' ', '') } : {},
    });
  return (
    <form
      className="form add-card"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {mode === 'sandbox' && (
        <TextInput
          label={words.testCard}
          description={words.testCardHelp}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={number}
          onChange={({ currentTarget }) => setNumber(currentTarget.value)}
        />
      )}
      <ErrorNotice error={add.error} />
      <div>
        <AllowedButton
          calls="POST /gigastore/payment-methods/setup"
          type="submit"
          loading={add.isPending}
        >
          {words.buying.addCard}
        </AllowedButton>
      </div>
    </form>
  );
}

function AutoTopUp() {
  const { auto: words } = useWords(creditWords);
  const { data, error } = useApi().queries.useQuery('get', '/gigastore/credits/auto-top-up');
  return (
    <Section title={words.title}>
      <p className="t2 s13 pad-top">{words.text}</p>
      <ErrorNotice error={error} />
      {data && <AutoTopUpForm auto={data} />}
    </Section>
  );
}

function AutoTopUpForm({ auto }: { auto: Schemas['AutoTopUp'] }) {
  const all = useWords(creditWords);
  const words = all.auto;
  const format = useFormat();
  const { queries, cache } = useApi();
  const intention = useIntention();
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
    onSuccess: () => {
      intention.done();
      notifications.show({ message: words.saved });
      void cache.invalidateQueries();
    },
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
      <ErrorNotice error={save.error} />
      <div>
        <AllowedButton
          calls="PUT /gigastore/credits/auto-top-up"
          type="submit"
          loading={save.isPending}
        >
          {words.save}
        </AllowedButton>
      </div>
    </form>
  );
}
