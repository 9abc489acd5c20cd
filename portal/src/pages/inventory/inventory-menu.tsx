import { Menu } from '@mantine/core';
import { useState } from 'react';
import { useApi } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { saveBlob } from '../../parts/download.ts';
import { MoreMenu } from '../../parts/more-menu.tsx';
import { useMay } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import type { Item } from './cells.tsx';
import { priceWords } from './price-words.ts';
import { inventoryWords } from './words.ts';

type Props = {
  items: readonly Item[];
  openRules: () => void;
  openImport: () => void;
  onError: (error: unknown) => void;
};

/** Rare actions on the whole inventory. */
export function InventoryMenu({ items, openRules, openImport, onError }: Props) {
  const words = useWords(inventoryWords);
  const prices = useWords(priceWords);
  const may = useMay();
  const { calls } = useApi();
  const [asked, setAsked] = useState<boolean>();
  async function exportPrices() {
    const { data, error } = await calls.GET('/gigastore/products/inventory/prices', {
      params: { query: { bom: true } },
      parseAs: 'blob',
    });
    onError(error);
    if (data) saveBlob(data, 'prices.csv');
  }
  return (
    <>
      <MoreMenu variant="default" label={words.more}>
        <Menu.Item onClick={openRules}>{prices.rules}</Menu.Item>
        <Menu.Item onClick={() => void exportPrices()}>{prices.exportCsv}</Menu.Item>
        {may('POST /gigastore/products/inventory/prices/import') && (
          <Menu.Item onClick={openImport}>{prices.importCsv}</Menu.Item>
        )}
        {may('PUT /gigastore/products/inventory') && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => setAsked(true)}>{words.allOn}</Menu.Item>
            <Menu.Item onClick={() => setAsked(false)}>{words.allOff}</Menu.Item>
          </>
        )}
      </MoreMenu>
      {asked !== undefined && (
        <SwitchAll items={items} active={asked} close={() => setAsked(undefined)} />
      )}
    </>
  );
}

type SwitchProps = { items: readonly Item[]; active: boolean; close: () => void };

function SwitchAll({ items, active, close }: SwitchProps) {
  const words = useWords(inventoryWords);
  const format = useFormat();
  const { queries, intention, accept } = useChange();
  const count = format.number(items.filter((item) => item.active !== active).length);
  const change = queries.useMutation('put', '/gigastore/products/inventory', {
    onSuccess: ({ changed }) => {
      accept(words.switched(format.number(changed)));
      close();
    },
  });
  return (
    <Confirm
      isOpen
      close={close}
      title={active ? words.allOnTitle : words.allOffTitle}
      action={active ? words.allOn : words.allOff}
      confirm={() => change.mutate({ params: { header: intention.headers() }, body: { active } })}
      isBusy={change.isPending}
      error={change.error}
    >
      {active ? words.allOnText(count) : words.allOffText(count)}
    </Confirm>
  );
}
