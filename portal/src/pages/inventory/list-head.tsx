import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { ChoiceFilter, TextFilter } from '../../parts/filters/filters.tsx';
import { SearchFilter } from '../../parts/filters/search-filter.tsx';
import { TagFilter } from '../../parts/filters/tag-filter.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { InventoryMenu } from './inventory-menu.tsx';
import { priceWords } from './price-words.ts';
import type { Choices, useInventory } from './use-inventory.ts';
import { inventoryWords } from './words.ts';

const route = getRouteApi('/$mode/inventory');
type Address = ReturnType<typeof route.useSearch>;
export type Change = (change: Partial<Address>, replace?: boolean) => void;

type HeadProps = { found: ReturnType<typeof useInventory>; sets: Choices; set: Change };

/** The title, the actions on all items, and the filters. */
export function ListHead({ found: { data }, sets, set }: HeadProps) {
  const words = useWords(inventoryWords);
  const prices = useWords(priceWords);
  const format = useFormat();
  const search = route.useSearch();
  const [error, setError] = useState<unknown>();
  const items = data?.items ?? [];
  const onSale = items.filter(({ active }) => active).length;
  return (
    <div className="list-head">
      <PageHead
        title={words.title}
        sub={data && words.sub(format.number(items.length), format.number(onSale))}
        actions={
          <>
            <AllowedButton
              calls="PUT /gigastore/products/inventory/prices"
              onClick={() => set({ price: 'new' }, false)}
            >
              {prices.setPrices}
            </AllowedButton>
            <InventoryMenu
              items={items}
              openRules={() => set({ rules: 'open' }, false)}
              openImport={() => set({ import: 'csv' }, false)}
              onError={setError}
            />
          </>
        }
      />
      <ErrorNotice error={error} />
      <div className="chips">
        <TextFilter label={words.search} value={search.q} onChange={(q) => set({ q })} />
        <ChoiceFilter
          name={words.state}
          value={search.active}
          choices={[
            { value: 'true', label: words.onSale },
            { value: 'false', label: words.off },
          ]}
          onChange={(active) => set({ active })}
        />
        <SearchFilter
          name={words.countrySet}
          value={search.set}
          choices={sets}
          onChange={(next) => set({ set: next })}
        />
        <TagFilter
          name={words.tag}
          value={search.tag}
          among={items}
          onChange={(tag) => set({ tag })}
        />
        <ChoiceFilter
          name={words.sortedBy}
          value={search.sort === 'ORDER' ? 'ORDER' : undefined}
          choices={[{ value: 'ORDER', label: words.byOrder }]}
          onChange={(sort) => set({ sort, dir: sort && 'ASC' })}
        />
      </div>
    </div>
  );
}
