import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import { useChange } from '../../api/use-change.ts';
import { Effect, EffectRows, TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useWhyNot } from '../../session/allowed.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import type { Item } from './cells.tsx';
import { inventoryWords } from './words.ts';

/** Buys units of an item in advance. */
export function StockDrawer({ item, close }: { item?: Item; close: () => void }) {
  const words = useWords(inventoryWords);
  return (
    <TaskDrawer isOpen={item !== undefined} close={close} title={words.buyStock}>
      {item && <StockForm item={item} close={close} />}
    </TaskDrawer>
  );
}

function StockForm({ item, close }: { item: Item; close: () => void }) {
  const words = useWords(inventoryWords);
  const format = useFormat();
  const { queries, intention, accept } = useChange();
  const [units, setUnits] = useState<number | string>(10);
  const whyNot = useWhyNot('POST /gigastore/products/inventory/{id}/stock');
  const { data: credits } = queries.useQuery('get', '/gigastore/credits');
  const buy = queries.useMutation('post', '/gigastore/products/inventory/{id}/stock', {
    onSuccess: () => {
      accept(words.bought(format.number(Number(units)), item.name));
      close();
    },
  });
  const price = item.prices[0];
  if (!price) return null;
  const total = { priceValue: price.priceValue * Number(units) };
  const rows: [string, string][] = [
    [words.price, format.money(price)],
    [words.total, format.money(total)],
  ];
  if (credits) {
    const after = { priceValue: credits.available.priceValue - total.priceValue };
    rows.push([words.after, format.money(after)]);
  }
  rows.push([words.stockAfter, format.number(item.amount + Number(units))]);
  return (
    <TaskForm
      onSubmit={(event) => {
        event.preventDefault();
        buy.mutate({
          params: { path: { id: item.id }, header: intention.headers() },
          body: {
            units: Number(units),
            expectedPrice: { priceValue: price.priceValue, currencyCode: price.currencyCode },
          },
        });
      }}
      foot={
        <TaskFoot
          close={close}
          action={words.buy(format.money(total))}
          isBusy={buy.isPending}
          isDisabled={Boolean(whyNot) || Number(units) < 1}
        >
          <span className="grow t2 s13">{whyNot}</span>
        </TaskFoot>
      }
    >
      <p className="strong">{item.name}</p>
      <p className="t2 s13">{words.stockText}</p>
      <NumberInput
        label={words.units}
        description={`${words.now}: ${format.number(item.amount)}`}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={units}
        onChange={setUnits}
        min={1}
        max={100_000}
        allowDecimal={false}
        data-autofocus
      />
      <ErrorNotice error={buy.error} />
      <Effect>
        <EffectRows rows={rows} />
      </Effect>
    </TaskForm>
  );
}
