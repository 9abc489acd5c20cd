import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useChange } from '../../api/use-change.ts';
import { TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { FaultTable } from '../../parts/fault-table.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { TextSource } from '../../parts/text-source.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { stockWords } from './words.ts';

type Checked = Schemas['ProfileImport'];
type Props = { isOpen: boolean; close: () => void };

/** Imports profiles from a file into a carrier's stock: a dry run, then one import. */
export function ImportProfiles({ isOpen, close }: Props) {
  const words = useWords(stockWords);
  return (
    <TaskDrawer isOpen={isOpen} close={close} size={664} title={words.importTitle}>
      <ImportForm close={close} />
    </TaskDrawer>
  );
}

function ImportForm({ close }: Pick<Props, 'close'>) {
  const words = useWords(stockWords);
  const format = useFormat();
  const { queries, intention, accept } = useChange();
  const [file, setFile] = useState({ carrier: '', csv: '', fileName: '', unusual: false });
  const [checked, setChecked] = useState<Checked>();
  const set = (change: Partial<typeof file>) => {
    setFile((was) => ({ ...was, ...change }));
    setChecked(undefined);
  };
  const dry = queries.useMutation('post', '/operator/profile-imports', { onSuccess: setChecked });
  const real = queries.useMutation('post', '/operator/profile-imports', {
    onSuccess: ({ profiles }) => {
      accept(words.imported(format.number(profiles)));
      close();
    },
  });
  const body = {
    carrier: file.carrier.trim(),
    csv: file.csv,
    takeUnusualIccids: file.unusual,
    ...(file.fileName && { fileName: file.fileName }),
  };
  const canImport = checked !== undefined && checked.errorCount === 0;
  return (
    <TaskForm
      onSubmit={(event) => {
        event.preventDefault();
        if (!checked) dry.mutate({ body: { ...body, dryRun: true } });
        else if (canImport) real.mutate({ params: { header: intention.headers() }, body });
      }}
      foot={
        <TaskFoot
          close={close}
          action={checked ? words.importNow(format.number(checked.profiles)) : words.check}
          isBusy={dry.isPending || real.isPending}
          isDisabled={checked ? !canImport : body.carrier === '' || file.csv.trim() === ''}
        />
      }
    >
      <TextInput
        label={words.carrier}
        description={words.carrierHelp}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={file.carrier}
        onChange={({ currentTarget }) => set({ carrier: currentTarget.value })}
      />
      <TextSource
        label={words.file}
        help={words.fileHelp}
        value={file.csv}
        rows={checked ? 3 : 10}
        onChange={(csv, fileName = '') => set({ csv, fileName })}
      />
      <Checkbox
        size="xs"
        label={words.unusual}
        checked={file.unusual}
        onChange={({ currentTarget }) => set({ unusual: currentTarget.checked })}
      />
      <ErrorNotice error={dry.error ?? real.error} />
      {checked && checked.errorCount > 0 && (
        <>
          <Notice tone="bad" title={words.wrongLines(format.number(checked.errorCount))}>
            <p>{words.wrongLinesText}</p>
          </Notice>
          <FaultTable faults={checked.errors.map(({ line, reason }) => ({ line, text: reason }))} />
        </>
      )}
      {canImport && (
        <Notice tone="info" title={words.ready(format.number(checked.profiles))}>
          {checked.unusualIccids > 0 && (
            <p>{words.unusualFound(format.number(checked.unusualIccids))}</p>
          )}
        </Notice>
      )}
    </TaskForm>
  );
}
