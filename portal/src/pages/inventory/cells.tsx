import { Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { Flag } from '../../parts/flag.tsx';
import { MoneyInput, toField } from '../../parts/money-input.tsx';
import { useMay } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { marginOf } from './margin.ts';
import { useItemChange } from './use-item-change.ts';
import { inventoryWords } from './words.ts';

export type Item = Schemas['InventoryItem'];
export const CHANGE_ITEM = 'PUT /gigastore/products/inventory/{id}';

/** The name. A click turns it into a field; Enter saves and Escape cancels. */
export function NameCell({ item }: { item: Item }) {
  const words = useWords(inventoryWords);
  const may = useMay();
  const { save, isSaving } = useItemChange(item);
  const [typed, setTyped] = useState<string>();
  const close = () => setTyped(undefined);
  if (typed === undefined) {
    return (
      <span className="pk">
        <Flag of={item.countrySet} />
        {may(CHANGE_ITEM) ? (
          <button
            type="button"
            className="edit cut"
            aria-label={words.rename(item.name)}
            onClick={() => setTyped(item.name)}
          >
            {item.name}
          </button>
        ) : (
          <span>{item.name}</span>
        )}
      </span>
    );
  }
  return (
    <span className="pk">
      <Flag of={item.countrySet} />
      <TextInput
        className="cell-input grow"
        aria-label={words.rename(item.name)}
        value={typed}
        disabled={isSaving}
        maxLength={255}
        autoFocus
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        onBlur={close}
        onKeyDown={({ key }) => {
          if (key === 'Escape') close();
          if (key === 'Enter' && typed.trim()) save({ name: typed.trim() }, close);
        }}
      />
    </span>
  );
}

/** The retail price, edited in place. A price below cost requires confirmation. */
export function PriceCell({ item }: { item: Item }) {
  const words = useWords(inventoryWords);
  const format = useFormat();
  const may = useMay();
  const { save, isSaving } = useItemChange(item);
  const [typed, setTyped] = useState<string>();
  const [isWarned, setWarned] = useState(false);
  const [retail, wholesale] = [item.retailPrices[0], item.prices[0]];
  const close = () => {
    setTyped(undefined);
    setWarned(false);
  };
  if (!retail || !wholesale) return null;
  if (!may(CHANGE_ITEM)) return format.amount(retail);
  if (typed === undefined) {
    return (
      <button
        type="button"
        className="edit num"
        aria-label={`${words.reprice(item.name)}: ${format.money(retail)}`}
        onClick={() => setTyped(toField(retail))}
      >
        {format.amount(retail)}
      </button>
    );
  }
  const price = Number(typed);
  const isLoss = typed !== '' && price < wholesale.priceValue;
  const submit = () => {
    if (typed === '' || Number.isNaN(price)) return;
    if (isLoss && !isWarned) return setWarned(true);
    const retailPrice = { priceValue: price, currencyCode: retail.currencyCode };
    save({ retailPrice, ...(isLoss && { confirmBelowCost: true }) }, close);
  };
  return (
    <span className="price-edit">
      <MoneyInput
        className="cell-input"
        unit={null}
        aria-label={words.reprice(item.name)}
        value={typed}
        onChange={setTyped}
        disabled={isSaving}
        autoFocus
        error={isWarned}
        onBlur={close}
        onKeyDown={({ key }) => {
          if (key === 'Escape') close();
          if (key === 'Enter') submit();
        }}
      />
      {isWarned && (
        <span className="price-warning" role="alert">
          {words.belowCost(format.money({ priceValue: price }), format.money(wholesale))}
        </span>
      )}
    </span>
  );
}

export function MarginCell({ item }: { item: Item }) {
  const format = useFormat();
  const margin = marginOf(item);
  if (margin === undefined) return null;
  return <span className={margin < 0 ? 'neg' : 't2'}>{format.percent(margin)}</span>;
}

export function SaleSwitch({ item }: { item: Item }) {
  const words = useWords(inventoryWords);
  const may = useMay();
  const { save, isSaving } = useItemChange(item);
  return (
    <Switch
      size="xs"
      className="sale-switch"
      aria-label={words.switchOn(item.name)}
      checked={item.active}
      disabled={isSaving || !may(CHANGE_ITEM)}
      onChange={({ currentTarget }) => save({ active: currentTarget.checked })}
    />
  );
}
