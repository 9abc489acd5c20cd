import { Checkbox, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { fieldErrors } from '../../api/problem.ts';
import { useChange } from '../../api/use-change.ts';
import { TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useWords } from '../../words/language.tsx';
import { SecretDrawer } from '../secret-drawer.tsx';
import { utcDay } from '../use-report.ts';
import { operatorKeyWords } from './words.ts';

type Scope = Schemas['OperatorKey']['scopes'][number];
const SCOPES: Scope[] = ['assist', 'operate'];
/** It lasts to the end of the day, and may last 90 days at most. */
const FIRST_LIFE_MS = 89 * 24 * 60 * 60 * 1000;

/** Creates a key for a script and shows its token once. */
export function NewOperatorKey({ close }: { close: () => void }) {
  const words = useWords(operatorKeyWords);
  const { queries, intention, accept } = useChange();
  const [token, setToken] = useState<string | null>();
  const form = useForm({
    initialValues: {
      name: '',
      scopes: ['assist'] as Scope[],
      addresses: '',
      expiresAt: utcDay(Date.now() + FIRST_LIFE_MS),
    },
  });
  const create = queries.useMutation('post', '/operator/keys', {
    onSuccess: (key) => {
      accept();
      setToken(key.token);
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  if (token !== undefined) {
    return (
      <SecretDrawer
        close={close}
        title={words.title}
        warning={words.tokenText}
        facts={[{ name: words.token, value: token ?? '–', copy: token ?? undefined, isCode: true }]}
        done={words.done}
      />
    );
  }
  return (
    <TaskDrawer isOpen close={close} title={words.create}>
      <TaskForm
        onSubmit={form.onSubmit(({ name, scopes, addresses, expiresAt }) =>
          create.mutate({
            params: { header: intention.headers() },
            body: {
              name,
              scopes,
              ipAllowList: addresses.split(/[\s,]+/).filter(Boolean),
              expiresAt: `${expiresAt}T23:59:59Z`,
            },
          }),
        )}
        foot={<TaskFoot close={close} action={words.create} isBusy={create.isPending} />}
      >
        <TextInput
          label={words.name}
          required
          withAsterisk={false}
          maxLength={255}
          data-autofocus
          {...form.getInputProps('name')}
        />
        <Checkbox.Group label={words.scopes} {...form.getInputProps('scopes')}>
          {SCOPES.map((scope) => (
            <Checkbox key={scope} size="xs" mt={6} value={scope} label={words.scopeTexts[scope]} />
          ))}
        </Checkbox.Group>
        <Textarea
          label={words.addresses}
          description={words.addressesHelp}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          autosize
          minRows={2}
          required
          withAsterisk={false}
          {...form.getInputProps('addresses')}
        />
        <TextInput
          label={words.expires}
          type="date"
          required
          withAsterisk={false}
          {...form.getInputProps('expiresAt')}
        />
        <ErrorNotice error={create.error} />
      </TaskForm>
    </TaskDrawer>
  );
}
