import { Button, MultiSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useIntention } from '../../api/intention.ts';
import { fieldErrors } from '../../api/problem.ts';
import { useApi } from '../../api/use-api.tsx';
import { liveWords } from '../../live/words.ts';
import { TaskDrawer, TaskForm } from '../../parts/drawer.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { partWords } from '../../parts/words.ts';
import { useWords } from '../../words/language.tsx';
import { SecretOnce } from './endpoints.tsx';
import { webhookWords } from './words.ts';

export function EndpointDrawer({ isOpen, close }: { isOpen: boolean; close: () => void }) {
  const words = useWords(webhookWords);
  return (
    <TaskDrawer isOpen={isOpen} close={close} title={words.add}>
      <EndpointForm close={close} />
    </TaskDrawer>
  );
}

function EndpointForm({ close }: { close: () => void }) {
  const words = useWords(webhookWords);
  const parts = useWords(partWords);
  const { queries, cache } = useApi();
  const intention = useIntention();
  const form = useForm({ initialValues: { url: '', events: [] as string[], description: '' } });
  const create = queries.useMutation('post', '/gigastore/webhooks', {
    onSuccess: () => {
      intention.done();
      void cache.invalidateQueries();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  if (create.data) {
    return (
      <div className="task-form">
        <div className="task-scroll form">
          <SecretOnce webhook={create.data} />
        </div>
        <div className="task-foot">
          <Button variant="filled" onClick={close}>
            {words.done}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <TaskForm
      onSubmit={form.onSubmit(({ url, events, description }) =>
        create.mutate({
          params: { header: intention.headers() },
          body: {
            url,
            ...(events.length > 0 && { events: events as never }),
            ...(description && { description }),
          },
        }),
      )}
      foot={
        <>
          <Button variant="subtle" onClick={close}>
            {parts.cancel}
          </Button>
          <Button type="submit" variant="filled" loading={create.isPending}>
            {words.save}
          </Button>
        </>
      }
    >
      <TextInput
        label={words.url}
        description={words.urlHelp}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        placeholder="https://shop.example/hooks"
        required
        withAsterisk={false}
        data-autofocus
        {...form.getInputProps('url')}
      />
      <MultiSelect
        label={words.events}
        placeholder={form.values.events.length === 0 ? words.allEvents : undefined}
        data={Object.keys(liveWords.en.types)}
        searchable
        {...form.getInputProps('events')}
      />
      <TextInput label={words.note} maxLength={255} {...form.getInputProps('description')} />
      <ErrorNotice error={create.error} />
    </TaskForm>
  );
}
