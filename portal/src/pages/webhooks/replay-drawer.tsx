import { Radio, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { fieldErrors } from '../../api/problem.ts';
import { useChange } from '../../api/use-change.ts';
import { Effect, TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { localTime, momentOf, useZone } from '../../words/zone.ts';
import { useEndpointChoices } from './deliveries.tsx';
import { webhookWords } from './words.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
type Props = { isOpen: boolean; close: () => void; event?: string };

/** Replays the deliveries that failed since a time, or all deliveries of a range. */
export function ReplayDrawer({ isOpen, close, event }: Props) {
  const { range: words } = useWords(webhookWords);
  return (
    <TaskDrawer isOpen={isOpen} close={close} title={words.title}>
      <ReplayForm close={close} event={event} />
    </TaskDrawer>
  );
}

function ReplayForm({ close, event }: Omit<Props, 'isOpen'>) {
  const { range: words, ...webhook } = useWords(webhookWords);
  const format = useFormat();
  const { queries, intention, accept } = useChange();
  const endpoints = useEndpointChoices();
  const [rest, setRest] = useState<string>();
  const zone = useZone();
  const moment = (local: string) => new Date(momentOf(local, zone)).toISOString();
  const form = useForm({
    initialValues: {
      status: 'failed',
      event: event ?? '',
      from: localTime(Date.now() - DAY_MS, zone),
      to: '',
    },
  });
  const replay = queries.useMutation('post', '/gigastore/webhooks/deliveries/replay', {
    onSuccess: ({ replayed, continueFrom }) => {
      accept(webhook.replayedMany(format.number(replayed)));
      if (!continueFrom) return close();
      setRest(continueFrom);
      form.setFieldValue('from', localTime(Date.parse(continueFrom), zone));
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <TaskForm
      onSubmit={form.onSubmit(({ status, from, to, ...values }) =>
        replay.mutate({
          params: { header: intention.headers() },
          body: {
            from: rest ?? moment(from),
            ...(to && { to: moment(to) }),
            ...(status === 'failed' && { status: 'failed' as const }),
            ...(values.event && { event: values.event }),
          },
        }),
      )}
      foot={
        <TaskFoot
          close={close}
          action={rest ? words.goOn : words.button}
          isBusy={replay.isPending}
        />
      }
    >
      <Radio.Group label={words.what} {...form.getInputProps('status')}>
        <div className="form radio-lines">
          <Radio value="failed" label={words.failed} />
          <Radio value="all" label={words.all} />
        </div>
      </Radio.Group>
      <Select
        label={webhook.endpoint}
        placeholder={words.every}
        clearable
        data={endpoints}
        {...form.getInputProps('event')}
      />
      <TextInput
        type="datetime-local"
        label={words.from}
        required
        withAsterisk={false}
        {...form.getInputProps('from')}
        onChange={({ currentTarget }) => {
          setRest(undefined);
          form.setFieldValue('from', currentTarget.value);
        }}
      />
      <TextInput
        type="datetime-local"
        label={words.to}
        description={words.toHelp}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        {...form.getInputProps('to')}
      />
      {rest && (
        <Notice tone="info" title={words.more}>
          <p>{words.moreText(format.exact(rest))}</p>
        </Notice>
      )}
      <Effect>{words.effect}</Effect>
      <ErrorNotice error={replay.error} />
    </TaskForm>
  );
}
