import { Button, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { State } from '../../look/state.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Section } from '../../parts/page.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useMay } from '../../session/session.ts';
import { useWords } from '../../words/language.tsx';
import { creditWords } from './words.ts';

const route = getRouteApi('/$mode/credits');
type Card = Schemas['PaymentMethod'];

/** The cards that pay for credits. */
export function Cards() {
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
  const may = useMay();
  const { queries, intention, accept } = useChange();
  const [isRemoving, remover] = useDisclosure(false);
  const done = {
    onSuccess: () => {
      remover.close();
      accept();
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
      <Confirm
        isOpen={isRemoving}
        close={remover.close}
        title={words.removeTitle(card.lastFour)}
        action={words.remove}
        confirm={() => remove.mutate({ params: params() })}
        isBusy={remove.isPending}
        error={remove.error}
        isLoss
      >
        {words.removeText}
      </Confirm>
    </li>
  );
}

/** Test cards in a sandbox; Stripe's own form where Stripe is configured. */
function AddCard() {
  const words = useWords(creditWords);
  const { mode } = route.useParams();
  const { queries, intention, accept } = useChange();
  const [number, setNumber] = useState('4242 4242 4242 4242');
  const add = queries.useMutation('post', '/gigastore/payment-methods/setup', {
    onSuccess: () => accept(),
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
