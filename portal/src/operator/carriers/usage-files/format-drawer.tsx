import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import type { Schemas } from '../../../api/client.ts';
import { useChange } from '../../../api/use-change.ts';
import { TaskDrawer, TaskFoot, TaskForm } from '../../../parts/drawer.tsx';
import { ErrorNotice } from '../../../parts/notice.tsx';
import { useWords } from '../../../words/language.tsx';
import { FileChoice } from './file-choice.tsx';
import { FormatFields } from './format-fields.tsx';
import { type FormatValues, formatOf, valuesOf } from './format-values.ts';
import { sampleOf } from './sample.ts';
import { TriedLines } from './tried-lines.tsx';
import { usageFileWords } from './usage-file-words.ts';

type Props = { kept: Schemas['CarrierUsageFileFormat'] | undefined; close: () => void };

/** Sets how the usage files of a carrier are read, tried on a file before it is saved. */
export function FormatDrawer({ kept, close }: Props) {
  const words = useWords(usageFileWords);
  const { queries, intention, accept } = useChange();
  const form = useForm<FormatValues>({ initialValues: valuesOf(kept) });
  const [file, setFile] = useState<File>();
  const trial = queries.useMutation('post', '/operator/usage-file-formats/try');
  const save = queries.useMutation('put', '/operator/usage-file-formats', {
    onSuccess: () => {
      accept(words.saved);
      close();
    },
  });
  const asked = () => ({ carrier: form.values.carrier.trim(), format: formatOf(form.values) });
  const tryFile = async (chosen: File) => {
    const body = { ...asked(), sample: await sampleOf(chosen) };
    trial.mutate({ body });
  };
  return (
    <TaskDrawer
      isOpen
      close={close}
      size={520}
      title={kept ? words.editFormat(kept.carrier) : words.newFormat}
    >
      <TaskForm
        onSubmit={form.onSubmit(() =>
          save.mutate({ params: { header: intention.headers() }, body: asked() }),
        )}
        foot={
          <TaskFoot
            close={close}
            action={words.save}
            isBusy={save.isPending}
            isDisabled={form.values.carrier.trim() === ''}
          />
        }
      >
        <FormatFields form={form} isNew={!kept} columns={trial.data?.columns ?? []} />
        <FileChoice file={file} choose={setFile} />
        {file && (
          <div>
            <Button size="xs" loading={trial.isPending} onClick={() => void tryFile(file)}>
              {words.read}
            </Button>
          </div>
        )}
        <ErrorNotice error={trial.error ?? save.error} />
        {trial.data && <TriedLines tried={trial.data} />}
      </TaskForm>
    </TaskDrawer>
  );
}
