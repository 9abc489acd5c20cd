import { NumberInput, PasswordInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Schemas } from '../../api/client.ts';
import { fieldErrors } from '../../api/problem.ts';
import { useChange } from '../../api/use-change.ts';
import { TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useWords } from '../../words/language.tsx';
import { feedWords } from './feed-words.ts';
import { NewSecret } from './radius-client-form.tsx';

const DAY_HOURS = 24;
const MOST_HOURS = 720;

type Props = { client: Schemas['RadiusClient']; close: () => void };

/** Replaces the secret of a client; the one before works for some hours. */
export function RotateSecret({ client: { id, name }, close }: Props) {
  const words = useWords(feedWords);
  const { queries, intention, accept } = useChange();
  const form = useForm({ initialValues: { secret: '', overlapHours: DAY_HOURS } });
  const rotate = queries.useMutation('post', '/operator/radius-clients/{id}/rotate-secret', {
    onSuccess: ({ secret }) => {
      accept(words.rotated);
      if (secret === null) close();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  const secret = rotate.data?.secret;
  if (secret) return <NewSecret name={name} secret={secret} close={close} />;
  return (
    <TaskDrawer isOpen close={close} title={words.rotateTitle(name)}>
      <TaskForm
        onSubmit={form.onSubmit((body) =>
          rotate.mutate({ params: { path: { id }, header: intention.headers() }, body }),
        )}
        foot={<TaskFoot close={close} action={words.rotate} isBusy={rotate.isPending} />}
      >
        <NumberInput
          label={words.overlap}
          description={words.overlapHelp}
          min={0}
          max={MOST_HOURS}
          data-autofocus
          {...form.getInputProps('overlapHours')}
        />
        <PasswordInput
          label={words.ownSecret}
          description={words.ownSecretHelp}
          autoComplete="off"
          {...form.getInputProps('secret')}
        />
        <ErrorNotice error={rotate.error} />
      </TaskForm>
    </TaskDrawer>
  );
}
