import { NumberInput, TagsInput, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { State } from '../../look/state.tsx';
import { CountryList } from '../../parts/country-list.tsx';
import { useTermsFacts, useVolume } from '../../parts/data-terms.ts';
import { Empty } from '../../parts/empty.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Flag } from '../../parts/flag.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { Panel, PanelSection } from '../../parts/panel.tsx';
import { partWords } from '../../parts/words.ts';
import { AllowedButton } from '../../session/allowed.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { CHANGE_ITEM, type Item } from './cells.tsx';
import { marginOf } from './margin.ts';
import { useItemChange } from './use-item-change.ts';
import { inventoryWords } from './words.ts';

type Props = {
  item?: Item;
  isLoading: boolean;
  at?: { index: number; total: number };
  tags: string[];
  previous?: () => void;
  next?: () => void;
  close: () => void;
  openStock: () => void;
  takeOut: () => void;
};
/** A single space removes a description. */
const NO_DESCRIPTION = ' ';

/** One item: its plan and price, and the shop's fields: description, order and tags. */
export function ItemPanel({ item, isLoading, at, tags, openStock, takeOut, ...moves }: Props) {
  const words = useWords(inventoryWords);
  const parts = useWords(partWords);
  const format = useFormat();
  return (
    <Panel
      label={item?.name ?? words.item}
      place={at && parts.of(format.number(at.index), format.number(at.total))}
      {...moves}
    >
      {!item && (
        <PanelSection>
          {isLoading ? (
            <Skeleton rows={8} row={28} />
          ) : (
            <Empty title={words.notHere}>{words.notHereText}</Empty>
          )}
        </PanelSection>
      )}
      {item && (
        <>
          <ItemHead {...{ item, openStock, takeOut }} />
          <PanelSection>
            <ItemFacts item={item} />
          </PanelSection>
          <PanelSection title={words.shop}>
            <ShopForm key={item.id} item={item} tags={tags} />
          </PanelSection>
          <PanelSection
            title={
              <>
                {words.countries}{' '}
                <span className="t3 num">{format.number(item.includedCountries.length)}</span>
              </>
            }
          >
            <CountryList codes={item.includedCountries} />
          </PanelSection>
        </>
      )}
    </Panel>
  );
}

type HeadProps = { item: Item; openStock: () => void; takeOut: () => void };

function ItemHead({ item, openStock, takeOut }: HeadProps) {
  const words = useWords(inventoryWords);
  return (
    <PanelSection>
      <div className="pk-title">
        <Flag of={item.countrySet} />
        <h2>{item.name}</h2>
      </div>
      <p className="s13 t2">
        <State shape={item.active ? 'done' : 'over'}>
          {item.active ? words.onSale : words.off}
        </State>
      </p>
      <div className="row pk-acts">
        <AllowedButton calls="POST /gigastore/products/inventory/{id}/stock" onClick={openStock}>
          {words.buyStock}
        </AllowedButton>
        <AllowedButton
          calls="DELETE /gigastore/products/inventory/{id}"
          variant="subtle"
          onClick={takeOut}
        >
          {words.takeOut}
        </AllowedButton>
      </div>
    </PanelSection>
  );
}

function ItemFacts({ item }: { item: Item }) {
  const words = useWords(inventoryWords);
  const format = useFormat();
  const [wholesale, retail] = [item.prices[0], item.retailPrices[0]];
  const margin = marginOf(item);
  const [termsFacts, volume] = [useTermsFacts(), useVolume()];
  return (
    <Facts
      facts={[
        { name: words.retail, value: retail ? format.money(retail) : '–' },
        { name: words.wholesale, value: wholesale ? format.money(wholesale) : '–' },
        { name: words.margin, value: margin === undefined ? '–' : format.percent(margin) },
        { name: words.size, value: volume(item) },
        ...termsFacts(item),
        {
          name: words.validity,
          value:
            item.validitySize === null
              ? words.unlimited
              : words.days(format.number(item.validitySize)),
        },
        { name: words.stock, value: format.number(item.amount) },
        { name: words.itemId, value: item.id, copy: item.id, isCode: true },
      ]}
    />
  );
}

function ShopForm({ item, tags: known }: { item: Item; tags: string[] }) {
  const words = useWords(inventoryWords);
  const { save, isSaving } = useItemChange(item);
  const [description, setDescription] = useState(item.description ?? '');
  const [order, setOrder] = useState<number | string>(item.order);
  const [tags, setTags] = useState(item.tags);
  const isChanged =
    description !== (item.description ?? '') ||
    Number(order) !== item.order ||
    tags.toSorted().join('\n') !== item.tags.join('\n');
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        save(
          { description: description.trim() || NO_DESCRIPTION, order: Number(order), tags },
          () => notifications.show({ message: words.saved(item.name) }),
        );
      }}
    >
      <Textarea
        label={words.description}
        description={words.descriptionHelp}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2000}
        value={description}
        onChange={({ currentTarget }) => setDescription(currentTarget.value)}
      />
      <TagsInput
        label={words.tags}
        description={words.tagsHelp}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={known}
        maxTags={20}
        maxLength={50}
        value={tags}
        onChange={setTags}
      />
      <NumberInput
        label={words.order}
        description={words.orderHelp}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        allowDecimal={false}
        min={-1_000_000}
        max={1_000_000}
        value={order}
        onChange={setOrder}
      />
      <div>
        <AllowedButton calls={CHANGE_ITEM} type="submit" disabled={!isChanged} loading={isSaving}>
          {words.save}
        </AllowedButton>
      </div>
    </form>
  );
}
