import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useApi } from '../../api/use-api.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { catalogueWords } from './words.ts';

/** Removes items from the inventory one by one; failed ones stay. */
export function TakeOutDialog({
  itemIds,
  isOpen,
  close,
}: {
  itemIds: readonly string[];
  isOpen: boolean;
  close: () => void;
}) {
  const words = useWords(catalogueWords);
  const format = useFormat();
  const { calls, cache } = useApi();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const count = itemIds.length;
  async function takeOut() {
    setBusy(true);
    let refusal: unknown;
    for (const id of itemIds) {
      const answer = await calls
        .DELETE('/gigastore/products/inventory/{id}', { params: { path: { id } } })
        .catch((lost: unknown) => ({ error: lost ?? {}, response: undefined }));
      // Somebody was faster, or an answer was lost: the item is removed already.
      if (answer.error && answer.response?.status !== 404) refusal = answer.error;
    }
    setBusy(false);
    setError(refusal);
    await cache.invalidateQueries();
    if (refusal) return;
    notifications.show({ message: words.takenOut(count, format.number(count)) });
    close();
  }
  return (
    <Confirm
      isOpen={isOpen}
      close={() => {
        setError(undefined);
        close();
      }}
      title={words.takeOutTitle(count, format.number(count))}
      action={words.takeOut}
      confirm={() => void takeOut()}
      isBusy={isBusy}
      error={error}
      isLoss
    >
      {words.takeOutText}
    </Confirm>
  );
}
