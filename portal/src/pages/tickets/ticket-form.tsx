import { Select, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { fieldErrors } from '../../api/problem.ts';
import { useChange } from '../../api/use-change.ts';
import { TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useWords } from '../../words/language.tsx';
import { GuideButton } from '../guides/guide.tsx';
import { ChosenFiles } from './attachments.tsx';
import { ticketWords } from './words.ts';

type Priority = Schemas['TicketSummary']['priority'];
type Props = {
  /** Values that the linking page filled in. */
  given: { subject?: string; text?: string; package?: string; iccid?: string };
  close: () => void;
  onSent: (id: string, files: readonly File[]) => void;
};

export function TicketForm({ given, close, onSent }: Props) {
  const words = useWords(ticketWords);
  const { queries, intention, accept } = useChange();
  const [files, setFiles] = useState<readonly File[]>([]);
  const form = useForm({
    initialValues: {
      subject: given.subject ?? '',
      text: given.text ?? '',
      priority: 'normal' as Priority,
      activatedItemUid: given.package ?? '',
      iccid: given.iccid ?? '',
    },
  });
  const send = queries.useMutation('post', '/gigastore/tickets', {
    onSuccess: ({ id }) => {
      accept(words.sent);
      onSent(id, files);
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <TaskForm
      onSubmit={form.onSubmit(({ subject, text, priority, activatedItemUid, iccid }) =>
        send.mutate({
          params: { header: intention.headers() },
          body: {
            subject,
            text,
            priority,
            ...(activatedItemUid && { activatedItemUid }),
            ...(iccid && { iccid }),
          },
        }),
      )}
      foot={<TaskFoot close={close} action={words.send} isBusy={send.isPending} />}
    >
      <div className="s13 t2">
        {words.guidesFirst}
        <div className="row ticket-guides">
          <GuideButton guide="connectivity" isNamed />
          <GuideButton guide="refunds" isNamed />
        </div>
      </div>
      <TextInput
        label={words.subject}
        required
        withAsterisk={false}
        maxLength={255}
        data-autofocus
        {...form.getInputProps('subject')}
      />
      <Textarea
        label={words.text}
        description={words.textHelp}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        required
        withAsterisk={false}
        autosize
        minRows={6}
        {...form.getInputProps('text')}
      />
      <Select
        label={words.priority}
        description={words.priorityHelp[form.values.priority]}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        allowDeselect={false}
        data={Object.entries(words.priorities).map(([value, label]) => ({ value, label }))}
        {...form.getInputProps('priority')}
      />
      <TextInput label={words.about} {...form.getInputProps('activatedItemUid')} />
      <TextInput label={words.iccid} inputMode="numeric" {...form.getInputProps('iccid')} />
      <ChosenFiles files={files} onChange={setFiles} />
      <ErrorNotice error={send.error} />
    </TaskForm>
  );
}
