import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
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
import { useMay } from '../../session/session.ts';
import { useWords } from '../../words/language.tsx';
import { AddCard } from './add-card.tsx';
import { cardWords } from './card-words.ts';
import { creditWords } from './words.ts';

const POLL_MS = 1_000;
type Card = Schemas['PaymentMethod'];

/** The cards that pay for credits. */
export function Cards() {
  const words = useWords(cardWords);
  // How many cards there were when the provider took another one.
  const [known, setKnown] = useState<number>();
  const isAwaited = (cards = 0) => known !== undefined && cards <= known;
  const { data, error } = useApi().queries.useQuery(
    'get',
    '/gigastore/payment-methods',
    {},
    { refetchInterval: ({ state }) => (isAwaited(state.data?.items.length) ? POLL_MS : false) },
  );
  const cards = data?.items ?? [];
  return (
    <Section title={words.cards}>
      <ErrorNotice error={error} />
      {!data && !error && <Skeleton rows={2} />}
      {data && cards.length === 0 && <Empty title={words.noCards}>{words.noCardsText}</Empty>}
      <ul className="lines">
        {cards.map((card) => (
          <CardLine key={card.id} card={card} />
        ))}
      </ul>
      <p role="status">
        {isAwaited(cards.length) && <State shape="waiting">{words.saving}</State>}
      </p>
      {data && <AddCard provider={data.provider} saved={() => setKnown(cards.length)} />}
    </Section>
  );
}

function CardLine({ card }: { card: Card }) {
  const words = useWords(cardWords);
  const { buying } = useWords(creditWords);
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
        <span className="strong">{buying.cardOf(card.brand, card.lastFour)}</span>{' '}
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
