import { Button, Checkbox, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Schemas } from '../../api/client.ts';
import { useIntention } from '../../api/intention.ts';
import { fieldErrors } from '../../api/problem.ts';
import { useApi } from '../../api/use-api.tsx';
import { TaskDrawer, TaskForm } from '../../parts/drawer.tsx';
import { Facts } from '../../parts/facts.tsx';
import { MoneyInput } from '../../parts/money-input.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { partWords } from '../../parts/words.ts';
import { useWords } from '../../words/language.tsx';
import { keyWords } from './words.ts';

type Scope = Schemas['ApiKey']['scopes'][number];
const SCOPES: Scope[] = ['read', 'sell', 'refund', 'manage'];

export function NewKeyDrawer({ isOpen, close }: { isOpen: boolean; close: () => void }) {
  const words = useWords(keyWords);
  return (
    <TaskDrawer isOpen={isOpen} close={close} title={words.create}>
      <NewKeyForm close={close} />
    </TaskDrawer>
  );
}

function NewKeyForm({ close }: { close: () => void }) {
  const words = useWords(keyWords);
  const parts = useWords(partWords);
  const { queries, cache } = useApi();
  const intention = useIntention();
  const form = useForm({
    initialValues: {
      name: '',
      scopes: ['read', 'sell', 'refund'] as Scope[],
      limit: '' as number | string,
      networks: '',
    },
  });
  const create = queries.useMutation('post', '/gigastore/api-keys', {
    onSuccess: () => {
      intention.done();
      void cache.invalidateQueries();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  if (create.data) return <Secret made={create.data} close={close} />;
  const order = ['label', 'input', 'description', 'error'] as const;
  return (
    <TaskForm
      onSubmit={form.onSubmit(({ name, scopes, limit, networks }) =>
        create.mutate({
          params: { header: intention.headers() },
          body: {
            name,
            scopes,
            ...(limit !== '' && {
              dailySpendLimit: { priceValue: Number(limit), currencyCode: 'USD' },
            }),
            ipAllowList: networks.split(/[\s,]+/).filter(Boolean),
          },
        }),
      )}
      foot={
        <>
          <Button variant="subtle" onClick={close}>
            {parts.cancel}
          </Button>
          <Button type="submit" variant="filled" loading={create.isPending}>
            {words.create}
          </Button>
        </>
      }
    >
      <TextInput
        label={words.name}
        placeholder={words.namePlaceholder}
        required
        withAsterisk={false}
        maxLength={255}
        data-autofocus
        {...form.getInputProps('name')}
      />
      <Checkbox.Group label={words.scopes} {...form.getInputProps('scopes')}>
        <div className="choices">
          {SCOPES.map((scope) => (
            <Checkbox
              key={scope}
              value={scope}
              size="xs"
              label={scope}
              description={words.scopeTexts[scope]}
            />
          ))}
        </div>
      </Checkbox.Group>
      <MoneyInput
        label={words.limit}
        description={words.limitHelp}
        inputWrapperOrder={[...order]}
        {...form.getInputProps('limit')}
      />
      <Textarea
        label={words.networks}
        description={words.networksHelp}
        inputWrapperOrder={[...order]}
        autosize
        minRows={2}
        placeholder="203.0.113.0/24"
        {...form.getInputProps('networks')}
      />
      <ErrorNotice error={create.error} />
    </TaskForm>
  );
}

function Secret({ made, close }: { made: Schemas['NewApiKey']; close: () => void }) {
  const words = useWords(keyWords);
  return (
    <div className="task-form">
      <div className="task-scroll form">
        <Notice tone="wait" title={words.secretTitle}>
          <p>{words.secretText}</p>
        </Notice>
        <Facts
          facts={[
            { name: words.clientId, value: made.clientId, copy: made.clientId, isCode: true },
            {
              name: words.secret,
              value: made.clientSecret,
              copy: made.clientSecret ?? undefined,
              isCode: true,
            },
          ]}
        />
      </div>
      <div className="task-foot">
        <Button variant="filled" onClick={close}>
          {words.done}
        </Button>
      </div>
    </div>
  );
}
