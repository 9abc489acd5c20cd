import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { Schemas } from '../../api/client.ts';
import { useIntention } from '../../api/intention.ts';
import { fieldErrors } from '../../api/problem.ts';
import { useApi } from '../../api/use-api.tsx';
import { TaskDrawer, TaskForm } from '../../parts/drawer.tsx';
import { Facts } from '../../parts/facts.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { partWords } from '../../parts/words.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { KeyFields } from './key-fields.tsx';
import { keyOf, useKeyForm } from './key-form.ts';
import { mandateOf } from './mandate.ts';
import { keyWords } from './words.ts';

type Key = Schemas['ApiKey'];

/** A key: its author and date, and its editable permissions. */
export function EditKeyDrawer({ apiKey, close }: { apiKey?: Key; close: () => void }) {
  const words = useWords(keyWords);
  return (
    <TaskDrawer isOpen={apiKey !== undefined} close={close} title={words.edit}>
      {apiKey && <EditKeyForm key={apiKey.clientId} apiKey={apiKey} close={close} />}
    </TaskDrawer>
  );
}

function EditKeyForm({ apiKey, close }: { apiKey: Key; close: () => void }) {
  const words = useWords(keyWords);
  const parts = useWords(partWords);
  const format = useFormat();
  const { queries, cache } = useApi();
  const intention = useIntention();
  const form = useKeyForm(apiKey);
  const { clientId, createdAt, createdBy, secretRotatedAt } = apiKey;
  const change = queries.useMutation('put', '/gigastore/api-keys/{clientId}', {
    onSuccess: () => {
      intention.done();
      notifications.show({ message: words.saved });
      void cache.invalidateQueries();
      close();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <TaskForm
      onSubmit={form.onSubmit((values) =>
        change.mutate({
          params: { path: { clientId }, header: intention.headers() },
          body: {
            ...keyOf(values),
            removeDailySpendLimit: values.limit === '',
            removeMandate: mandateOf(values.mandate) === undefined,
          },
        }),
      )}
      foot={
        <>
          <Button variant="subtle" onClick={close}>
            {parts.cancel}
          </Button>
          <Button type="submit" variant="filled" loading={change.isPending}>
            {words.save}
          </Button>
        </>
      }
    >
      <Facts
        facts={[
          { name: words.clientId, value: clientId, copy: clientId, isCode: true },
          { name: words.created, value: format.exact(createdAt) },
          { name: words.madeBy, value: createdBy?.name ?? createdBy?.id ?? '–' },
          ...(secretRotatedAt
            ? [{ name: words.rotated, value: format.exact(secretRotatedAt) }]
            : []),
        ]}
      />
      <KeyFields form={form} />
      <ErrorNotice error={change.error} />
    </TaskForm>
  );
}
