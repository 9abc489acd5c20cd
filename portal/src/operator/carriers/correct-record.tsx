import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useChange } from '../../api/use-change.ts';
import { TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { useWords } from '../../words/language.tsx';
import { fieldsOf, type Rejected } from './record.ts';
import { carrierWords } from './words.ts';

const FIELDS = [
  'recordId',
  'iccid',
  'bytes',
  'country',
  'mcc',
  'mnc',
  'startedAt',
  'endedAt',
] as const;

/** Corrects a rejected usage record and submits it again. */
export function CorrectRecord({ rejected, close }: { rejected: Rejected; close: () => void }) {
  const words = useWords(carrierWords);
  const { queries, intention, accept } = useChange();
  const sent = fieldsOf(rejected.record);
  const initialValues = Object.fromEntries(FIELDS.map((name) => [name, sent[name] ?? '']));
  const form = useForm<Record<string, string>>({ initialValues });
  const resend = queries.useMutation('post', '/operator/rejected-usage/{id}/resend', {
    onSuccess: ({ outcome }) => {
      accept(words.outcomes[outcome]);
      close();
    },
  });
  return (
    <TaskDrawer isOpen close={close} title={words.correctTitle}>
      <TaskForm
        onSubmit={form.onSubmit((values) =>
          resend.mutate({
            params: { path: { id: rejected.id }, header: intention.headers() },
            body: { record: recordOf(values) },
          }),
        )}
        foot={<TaskFoot close={close} action={words.resend} isBusy={resend.isPending} />}
      >
        <Notice tone="bad" title={rejected.reason} />
        {FIELDS.map((name) => (
          <TextInput
            key={name}
            label={words.fields[name]}
            classNames={{ input: 'code' }}
            {...form.getInputProps(name)}
          />
        ))}
        <ErrorNotice error={resend.error} />
      </TaskForm>
    </TaskDrawer>
  );
}

/** Leaves empty fields out. All fields are texts except the bytes. */
function recordOf(values: Record<string, string>) {
  const given = Object.entries(values).filter(([, value]) => value.trim() !== '');
  const record = Object.fromEntries(given.map(([name, value]) => [name, value.trim()]));
  const { bytes, ...texts } = record;
  return { ...texts, ...(bytes !== undefined && { bytes: Number(bytes) }) };
}
