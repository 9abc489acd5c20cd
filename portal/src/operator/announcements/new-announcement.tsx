import { Checkbox, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { fieldErrors } from '../../api/problem.ts';
import { useChange } from '../../api/use-change.ts';
import { TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useWords } from '../../words/language.tsx';
import { localTime, momentOf, useZone } from '../../words/zone.ts';
import { ResellerChoice } from '../resellers/several.tsx';
import { announcementWords } from './words.ts';

const WEEK_MS = 7 * 86_400_000;
type Props = { isOpen: boolean; close: () => void };

/** Tells all or some resellers a text between two times. */
export function NewAnnouncement({ isOpen, close }: Props) {
  const words = useWords(announcementWords);
  return (
    <TaskDrawer isOpen={isOpen} close={close} title={words.create}>
      <AnnouncementForm close={close} />
    </TaskDrawer>
  );
}

function AnnouncementForm({ close }: Pick<Props, 'close'>) {
  const words = useWords(announcementWords);
  const zone = useZone();
  const { queries, intention, accept } = useChange();
  const now = Date.now();
  const form = useForm({
    initialValues: {
      ...{ en: '', de: '', organizationIds: [] as string[], isMailed: false },
      startsAt: localTime(now, zone),
      endsAt: localTime(now + WEEK_MS, zone),
    },
  });
  const create = queries.useMutation('post', '/operator/announcements', {
    onSuccess: () => {
      accept(words.created);
      close();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  const timeOf = (local: string) => new Date(momentOf(local, zone)).toISOString();
  return (
    <TaskForm
      onSubmit={form.onSubmit(({ en, de, organizationIds, startsAt, endsAt, isMailed }) =>
        create.mutate({
          params: { header: intention.headers() },
          body: {
            texts: { en, ...(de && { de }) },
            ...(organizationIds.length > 0 && { organizationIds }),
            ...{ startsAt: timeOf(startsAt), endsAt: timeOf(endsAt), isMailed },
          },
        }),
      )}
      foot={<TaskFoot close={close} action={words.create} isBusy={create.isPending} />}
    >
      <Textarea
        label={words.english}
        autosize
        minRows={2}
        maxLength={1000}
        required
        withAsterisk={false}
        data-autofocus
        {...form.getInputProps('en')}
      />
      <Textarea
        label={words.german}
        description={words.germanHelp}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autosize
        minRows={2}
        maxLength={1000}
        {...form.getInputProps('de')}
      />
      <ResellerChoice
        description={words.resellersHelp}
        label={words.resellers}
        chosen={form.values.organizationIds}
        choose={(ids) => form.setFieldValue('organizationIds', ids)}
      />
      <TextInput
        label={words.from}
        type="datetime-local"
        required
        withAsterisk={false}
        {...form.getInputProps('startsAt')}
      />
      <TextInput
        label={words.until}
        type="datetime-local"
        required
        withAsterisk={false}
        {...form.getInputProps('endsAt')}
      />
      <Checkbox
        size="xs"
        label={words.mail}
        {...form.getInputProps('isMailed', { type: 'checkbox' })}
      />
      <ErrorNotice error={create.error} />
    </TaskForm>
  );
}
