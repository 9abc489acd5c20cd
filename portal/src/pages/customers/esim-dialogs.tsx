import { Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Schemas } from '../../api/client.ts';
import { fieldErrors } from '../../api/problem.ts';
import { useChange } from '../../api/use-change.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Effect, TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { type Language, useLanguage, useWords } from '../../words/language.tsx';
import { customerWords } from './words.ts';

type Props = { iccid: string; isOpen: boolean; close: () => void };

/** Suspends or resumes an eSIM. */
export function SuspendDialog({ iccid, to, isOpen, close }: Props & { to: 'suspend' | 'resume' }) {
  const words = useWords(customerWords).esims[to];
  const { queries, intention, accept } = useChange();
  const change = queries.useMutation('post', `/gigastore/esim/{iccid}/${to}`, {
    onSuccess: () => {
      accept(words.done);
      close();
    },
  });
  return (
    <Confirm
      isOpen={isOpen}
      close={close}
      title={words.question(iccid.slice(-4))}
      action={words.title}
      confirm={() => change.mutate({ params: { path: { iccid }, header: intention.headers() } })}
      isBusy={change.isPending}
      error={change.error}
      isLoss={to === 'suspend'}
    >
      {words.text}
    </Confirm>
  );
}

/** Replaces this eSIM with a new one. */
export function ReplaceDialog({ iccid, isOpen, close }: Props) {
  const words = useWords(customerWords);
  const { queries, intention, accept } = useChange();
  const { data: esim } = queries.useQuery(
    'get',
    '/gigastore/esims/{iccid}',
    { params: { path: { iccid } } },
    { enabled: isOpen },
  );
  const replace = queries.useMutation('post', '/gigastore/esim/{iccid}/replace', {
    onSuccess: () => {
      accept(words.replaced);
      close();
    },
  });
  return (
    <Confirm
      isOpen={isOpen}
      close={close}
      title={words.replaceTitle(iccid.slice(-4))}
      action={words.replace}
      confirm={() => replace.mutate({ params: { path: { iccid }, header: intention.headers() } })}
      isBusy={replace.isPending}
      error={replace.error}
      isLoss
    >
      {words.replaceText}
      {esim && ` ${words.replaceCount(esim.replacements, esim.replacementLimit)}`}
    </Confirm>
  );
}

type SendProps = Props & { customer: Schemas['Customer'] };

/** Sends the traveller the installation link of the eSIM. */
export function SendDrawer({ isOpen, close, ...props }: SendProps) {
  const { send } = useWords(customerWords).esims;
  return (
    <TaskDrawer isOpen={isOpen} close={close} title={send.title}>
      <SendForm key={props.iccid} close={close} {...props} />
    </TaskDrawer>
  );
}

function SendForm({ iccid, customer, close }: Omit<SendProps, 'isOpen'>) {
  const { send: words } = useWords(customerWords).esims;
  const { language } = useLanguage();
  const { queries, intention, accept } = useChange();
  const form = useForm({ initialValues: { email: customer.email ?? '', language } });
  const send = queries.useMutation('post', '/gigastore/esim/{iccid}/send-installation', {
    onSuccess: () => {
      accept(words.done(form.getValues().email));
      close();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <TaskForm
      onSubmit={form.onSubmit((body) =>
        send.mutate({ params: { path: { iccid }, header: intention.headers() }, body }),
      )}
      foot={<TaskFoot close={close} action={words.button} isBusy={send.isPending} />}
    >
      <p className="t2 s13">{words.text(iccid.slice(-4))}</p>
      <TextInput
        label={words.email}
        type="email"
        required
        withAsterisk={false}
        data-autofocus
        {...form.getInputProps('email')}
      />
      <Select
        label={words.language}
        allowDeselect={false}
        data={Object.entries(words.languages).map(([value, label]) => ({ value, label }))}
        {...form.getInputProps('language')}
        onChange={(value) => value && form.setFieldValue('language', value as Language)}
      />
      <Effect>{words.limit}</Effect>
      <ErrorNotice error={send.error} />
    </TaskForm>
  );
}
