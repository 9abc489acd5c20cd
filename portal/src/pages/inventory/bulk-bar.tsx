import { ActionIcon, Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconTag, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useApi } from '../../api/use-api.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { partWords } from '../../parts/words.ts';
import { AllowedButton } from '../../session/allowed.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { priceWords } from './price-words.ts';
import { inventoryWords } from './words.ts';

type Props = {
  selected: ReadonlySet<string>;
  setPrices: () => void;
  takeOut: () => void;
  clear: () => void;
};

/** Actions on all selected items. */
export function BulkBar({ selected, setPrices, takeOut, clear }: Props) {
  const words = useWords(inventoryWords);
  const prices = useWords(priceWords);
  const parts = useWords(partWords);
  const format = useFormat();
  const { calls, cache } = useApi();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const count = format.number(selected.size);
  async function switchAll(active: boolean) {
    setBusy(true);
    setError(undefined);
    let refusedOne = false;
    for (const id of selected) {
      const { error: refusal } = await calls.PUT('/gigastore/products/inventory/{id}', {
        params: { path: { id } },
        body: { active },
      });
      if (!refusal) continue;
      refusedOne = true;
      setError(refusal);
      break;
    }
    setBusy(false);
    await cache.invalidateQueries();
    if (!refusedOne) notifications.show({ message: words.switched(count) });
  }
  return (
    <div className="bulk" role="toolbar" aria-label={parts.selected(count)}>
      <span className="grow">{parts.selected(count)}</span>
      <AllowedButton
        size="xs"
        calls="PUT /gigastore/products/inventory/prices"
        leftSection={<IconTag size={14} stroke={1.5} />}
        onClick={setPrices}
      >
        {prices.setPrices}
      </AllowedButton>
      <Button size="xs" variant="subtle" loading={isBusy} onClick={() => void switchAll(true)}>
        {words.turnOn}
      </Button>
      <Button size="xs" variant="subtle" loading={isBusy} onClick={() => void switchAll(false)}>
        {words.turnOff}
      </Button>
      <AllowedButton
        size="xs"
        variant="subtle"
        calls="DELETE /gigastore/products/inventory/{id}"
        onClick={takeOut}
      >
        {words.takeOut}
      </AllowedButton>
      <ActionIcon size={28} aria-label={parts.clearSelection} onClick={clear}>
        <IconX size={16} stroke={1.5} />
      </ActionIcon>
      <ErrorNotice error={error} />
    </div>
  );
}
