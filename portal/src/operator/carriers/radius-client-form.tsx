import { NumberInput, PasswordInput, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Schemas } from '../../api/client.ts';
import { fieldErrors } from '../../api/problem.ts';
import { useChange } from '../../api/use-change.ts';
import { TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useWords } from '../../words/language.tsx';
import { SecretDrawer } from '../secret-drawer.tsx';
import { feedWords } from './feed-words.ts';

const DEFAULT_PORT = 3799;

type Props = {
  /** The client that is changed; a new one is created without it. */
  client?: Schemas['RadiusClient'];
  close: () => void;
};

/** Creates a client, whose secret is shown once if it was made here, or changes one. */
export function RadiusClientForm({ client, close }: Props) {
  const words = useWords(feedWords);
  const { queries, intention, accept } = useChange();
  const form = useForm({
    initialValues: {
      name: '',
      carrier: '',
      secret: '',
      networks: client?.networks.join('\n') ?? '',
      disconnectPort: client ? (client.disconnectPort ?? 0) : DEFAULT_PORT,
      country: client?.country ?? '',
    },
  });
  const onError = (error: unknown) => form.setErrors(fieldErrors(error));
  const create = queries.useMutation('post', '/operator/radius-clients', {
    onSuccess: ({ secret }) => {
      accept(words.created);
      if (secret === null) close();
    },
    onError,
  });
  const change = queries.useMutation('put', '/operator/radius-clients/{id}', {
    onSuccess: () => {
      accept(words.saved);
      close();
    },
    onError,
  });
  const secret = create.data?.secret;
  if (secret) return <NewSecret name={create.data?.name ?? ''} secret={secret} close={close} />;
  const title = client ? words.changeTitle(client.name) : words.create;
  const send = ({ name, carrier, secret: own, ...place }: typeof form.values) => {
    const body = { ...place, networks: place.networks.split(/[\s,]+/).filter(Boolean) };
    const header = intention.headers();
    if (client) return change.mutate({ params: { path: { id: client.id }, header }, body });
    return create.mutate({ params: { header }, body: { ...body, name, carrier, secret: own } });
  };
  return (
    <TaskDrawer isOpen close={close} title={title}>
      <TaskForm
        onSubmit={form.onSubmit(send)}
        foot={
          <TaskFoot
            close={close}
            action={client ? words.save : words.create}
            isBusy={create.isPending || change.isPending}
            isDisabled={!form.isDirty()}
          />
        }
      >
        {!client && (
          <>
            <TextInput
              label={words.name}
              description={words.nameHelp}
              data-autofocus
              {...form.getInputProps('name')}
            />
            <TextInput
              label={words.carrierLabel}
              description={words.carrierHelp}
              {...form.getInputProps('carrier')}
            />
          </>
        )}
        <Textarea
          label={words.networksLabel}
          description={words.networksHelp}
          autosize
          minRows={2}
          {...form.getInputProps('networks')}
        />
        {!client && (
          <PasswordInput
            label={words.ownSecret}
            description={words.ownSecretHelp}
            autoComplete="off"
            {...form.getInputProps('secret')}
          />
        )}
        <NumberInput
          label={words.port}
          description={words.portHelp}
          min={0}
          max={65_535}
          {...form.getInputProps('disconnectPort')}
        />
        <TextInput
          label={words.country}
          description={words.countryHelp}
          maxLength={2}
          {...form.getInputProps('country')}
        />
        <ErrorNotice error={create.error ?? change.error} />
      </TaskForm>
    </TaskDrawer>
  );
}

/** Shows a secret that was made, once. */
export function NewSecret(of: { name: string; secret: string; close: () => void }) {
  const words = useWords(feedWords);
  const { name, secret, close } = of;
  return (
    <SecretDrawer
      close={close}
      title={name}
      warning={words.secretText}
      facts={[{ name: words.secret, value: secret, copy: secret, isCode: true }]}
      done={words.done}
    />
  );
}
