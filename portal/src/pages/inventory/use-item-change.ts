import { notifications } from '@mantine/notifications';
import type { Schemas } from '../../api/client.ts';
import { useIntention } from '../../api/intention.ts';
import { problemOf } from '../../api/problem.ts';
import { useApi } from '../../api/use-api.tsx';
import { partWords } from '../../parts/words.ts';
import { useWords } from '../../words/language.tsx';

type Change = {
  name?: string;
  retailPrice?: Schemas['PriceInput'];
  confirmBelowCost?: boolean;
  active?: boolean;
  description?: string;
  order?: number;
  tags?: string[];
};

/** Saves one change of an item and shows it immediately. */
export function useItemChange({ id }: { id: string }) {
  const parts = useWords(partWords);
  const { queries, cache } = useApi();
  const intention = useIntention();
  const change = queries.useMutation('put', '/gigastore/products/inventory/{id}', {
    onSuccess: (item) => {
      intention.done();
      cache.setQueriesData<Schemas['Inventory']>(
        { queryKey: ['get', '/gigastore/products/inventory'] },
        (known) =>
          known && { items: known.items.map((other) => (other.id === item.id ? item : other)) },
      );
    },
    onError: (error) => {
      const problem = problemOf(error);
      notifications.show({
        color: 'red',
        title: problem?.title ?? parts.noAnswer,
        message: `${problem?.detail ?? parts.noAnswerDetail} ${problem?.requestId ?? ''}`,
        autoClose: 12_000,
      });
    },
  });
  return {
    isSaving: change.isPending,
    save: (body: Change, onSaved?: () => void) =>
      change.mutate(
        { params: { path: { id }, header: intention.headers() }, body },
        { onSuccess: onSaved, onError: intention.done },
      ),
  };
}
