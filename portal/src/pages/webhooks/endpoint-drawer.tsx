import { Button, MultiSelect, NumberInput, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import type { Schemas } from '../../api/client.ts';
import { fieldErrors } from '../../api/problem.ts';
import { useChange } from '../../api/use-change.ts';
import { liveWords } from '../../live/words.ts';
import { TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useWords } from '../../words/language.tsx';
import { SecretOnce } from './endpoints.tsx';
import { webhookWords } from './words.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
type Webhook = Schemas['Webhook'];
type EventType = Webhook['events'][number];
type Props = { isOpen: boolean; close: () => void; webhook?: Webhook };

/** Adds an endpoint, or changes one. */
export function EndpointDrawer({ isOpen, close, webhook }: Props) {
  const words = useWords(webhookWords);
  return (
    <TaskDrawer isOpen={isOpen} close={close} title={webhook ? words.edit : words.add}>
      <EndpointForm key={webhook?.event ?? 'new'} close={close} webhook={webhook} />
    </TaskDrawer>
  );
}

function EndpointForm({ close, webhook }: Omit<Props, 'isOpen'>) {
  const words = useWords(webhookWords);
  const { types } = useWords(liveWords);
  const { queries, intention, accept } = useChange();
  // An endpoint for a single event keeps that event.
  const isCreated = !webhook || UUID.test(webhook.event);
  const form = useForm({ initialValues: toValues(webhook) });
  const options = {
    onSuccess: () => {
      accept();
      if (webhook) {
        notifications.show({ message: words.saved });
        close();
      }
    },
    onError: (error: unknown) => form.setErrors(fieldErrors(error)),
  };
  const create = queries.useMutation('post', '/gigastore/webhooks', options);
  const change = queries.useMutation('put', '/gigastore/webhooks/{event}', options);
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
  const submit = form.onSubmit(({ url, events, description, maxPerSecond, enabled }) => {
    const header = intention.headers();
    const body = {
      url,
      enabled,
      ...(isCreated && events.length > 0 && { events: events as EventType[] }),
      ...(description && { description }),
      ...(maxPerSecond !== '' && { maxPerSecond: Number(maxPerSecond) }),
    };
    if (webhook) change.mutate({ params: { path: { event: webhook.event }, header }, body });
    else create.mutate({ params: { header }, body });
  });
  return (
    <TaskForm
      onSubmit={submit}
      foot={
        <TaskFoot close={close} action={words.save} isBusy={create.isPending || change.isPending} />
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
      {isCreated && (
        <MultiSelect
          label={words.events}
          description={words.eventsHelp}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          placeholder={form.values.events.length === 0 ? words.allEvents : undefined}
          data={Object.entries(types).map(([value, name]) => ({
            value,
            label: `${value} (${name})`,
          }))}
          searchable
          clearable
          {...form.getInputProps('events')}
        />
      )}
      <TextInput label={words.note} maxLength={255} {...form.getInputProps('description')} />
      <NumberInput
        label={words.rate}
        description={words.rateHelp}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        min={1}
        max={1000}
        allowDecimal={false}
        hideControls
        {...form.getInputProps('maxPerSecond')}
      />
      {webhook && (
        <Switch label={words.receives} {...form.getInputProps('enabled', { type: 'checkbox' })} />
      )}
      <ErrorNotice error={create.error ?? change.error} />
    </TaskForm>
  );
}

function toValues(webhook: Webhook | undefined) {
  return {
    url: webhook?.url ?? '',
    events: (webhook?.events ?? []) as string[],
    description: webhook?.description ?? '',
    maxPerSecond: (webhook?.maxPerSecond ?? '') as number | '',
    enabled: webhook?.enabled ?? true,
  };
}
