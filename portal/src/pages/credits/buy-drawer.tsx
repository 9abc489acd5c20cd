import { Radio } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { problemOf } from '../../api/problem.ts';
import { useChange } from '../../api/use-change.ts';
import { Effect, TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { MoneyInput } from '../../parts/money-input.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { placeOf } from '../../routes/place.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { PurchaseProgress } from './purchase-progress.tsx';
import { creditWords } from './words.ts';

const route = getRouteApi('/$mode/credits');
const TYPING_MS = 300;
const TRANSFER = 'bank_transfer';

type Props = {
  isOpen: boolean;
  /** The purchase to show; without one, the form. */
  purchaseId?: string;
  onBought: (id: string) => void;
  close: () => void;
};

export function BuyDrawer({ isOpen, purchaseId, onBought, close }: Props) {
  const words = useWords(creditWords);
  return (
    <TaskDrawer isOpen={isOpen} close={close} title={words.buy}>
      {purchaseId ? (
        <PurchaseProgress id={purchaseId} close={close} />
      ) : (
        <BuyForm onBought={onBought} close={close} />
      )}
    </TaskDrawer>
  );
}

function BuyForm({ onBought, close }: Pick<Props, 'onBought' | 'close'>) {
  const { buying: words } = useWords(creditWords);
  const format = useFormat();
  const { mode } = route.useParams();
  const { queries, intention, accept } = useChange();
  const [amount, setAmount] = useState<number | string>('100.00');
  const [chosen, setChosen] = useState<string>();
  const [asked] = useDebouncedValue(Number(amount), TYPING_MS);
  const price = { priceValue: asked, currencyCode: 'USD' };
  const cards = queries.useQuery('get', '/gigastore/payment-methods');
  const { data: credits } = queries.useQuery('get', '/gigastore/credits');
  const quote = queries.useQuery(
    'post',
    '/gigastore/credits/purchases/quote',
    { body: { amount: price } },
    { enabled: asked > 0, placeholderData: (before) => before },
  );
  const buy = queries.useMutation('post', '/gigastore/credits/purchases', {
    onSuccess: ({ id }) => {
      accept();
      onBought(id);
    },
  });
  const items = cards.data?.items ?? [];
  const method = chosen ?? items.find(({ isDefault }) => isDefault)?.id ?? items[0]?.id ?? TRANSFER;
  const isQuoted = quote.data?.amount.priceValue === Number(amount);
  const needsBilling =
    problemOf(quote.error)?.code === 'billing_details_required' ||
    problemOf(buy.error)?.code === 'billing_details_required';
  const total = quote.data && format.money(quote.data.total);
  return (
    <TaskForm
      onSubmit={(event) => {
        event.preventDefault();
        if (!quote.data) return;
        const { priceValue, currencyCode } = quote.data.total;
        buy.mutate({
          params: { header: intention.headers() },
          body: {
            amount: { priceValue: Number(amount), currencyCode: 'USD' },
            expectedTotal: { priceValue, currencyCode },
            ...(method === TRANSFER ? { method } : { method: 'card', paymentMethodId: method }),
          },
        });
      }}
      foot={
        <TaskFoot
          close={close}
          action={method === TRANSFER ? words.order(total ?? '…') : words.pay(total ?? '…')}
          isBusy={buy.isPending}
          isDisabled={!isQuoted}
        />
      }
    >
      <MoneyInput label={words.amount} value={amount} onChange={setAmount} min={1} data-autofocus />
      <Radio.Group label={words.method} value={method} onChange={setChosen}>
        <div className="choices">
          {items.map(({ id, brand, lastFour }) => (
            <Radio key={id} value={id} label={words.cardOf(brand, lastFour)} />
          ))}
          <Radio value={TRANSFER} label={words.transfer} />
        </div>
      </Radio.Group>
      {cards.data && items.length === 0 && (
        <p className="t2 small">
          {words.noCard}{' '}
          <Link className="link" to="/$mode/credits" params={{ mode }} search={{ tab: 'settings' }}>
            {words.addCard}
          </Link>
        </p>
      )}
      {needsBilling ? (
        <Notice tone="wait" title={words.billingFirst}>
          <Link
            className="link"
            {...placeOf({
              to: '/$mode/organization',
              params: { mode },
              search: { tab: 'billing' },
            })}
          >
            {words.toBilling}
          </Link>
        </Notice>
      ) : (
        <ErrorNotice error={buy.error ?? quote.error} />
      )}
      {quote.data && (
        <Effect>
          <dl>
            <div>
              <dt>{words.credits}</dt>
              <dd>{format.money(quote.data.amount)}</dd>
            </div>
            <div>
              <dt>{words.vat(format.percent(quote.data.vat.rate / 100))}</dt>
              <dd>{format.money(quote.data.vat.amount)}</dd>
            </div>
            <div className="sum">
              <dt>{words.total}</dt>
              <dd>{format.money(quote.data.total)}</dd>
            </div>
            {credits && (
              <div>
                <dt>{words.afterwards}</dt>
                <dd>
                  {format.money({
                    priceValue: credits.available.priceValue + quote.data.amount.priceValue,
                  })}
                </dd>
              </div>
            )}
          </dl>
          {quote.data.vat.note && <p className="t2">{quote.data.vat.note}</p>}
          <p className="t2 pad-top">{words.notRefundable}</p>
        </Effect>
      )}
    </TaskForm>
  );
}
