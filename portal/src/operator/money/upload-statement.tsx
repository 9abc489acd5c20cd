import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useChange } from '../../api/use-change.ts';
import { TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { FaultTable } from '../../parts/fault-table.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { TextSource } from '../../parts/text-source.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { statementWords } from './statement-words.ts';

type Read = Schemas['BankStatementUpload'];
type Props = { isOpen: boolean; close: () => void };

/** Uploads a bank statement: a preview first, then each entry is kept once. */
export function UploadStatement({ isOpen, close }: Props) {
  const words = useWords(statementWords);
  return (
    <TaskDrawer isOpen={isOpen} close={close} size={664} title={words.upload}>
      <UploadForm close={close} />
    </TaskDrawer>
  );
}

function UploadForm({ close }: Pick<Props, 'close'>) {
  const words = useWords(statementWords);
  const format = useFormat();
  const { queries, intention, accept } = useChange();
  const [statement, setStatement] = useState({ file: '', fileName: '' });
  const [read, setRead] = useState<Read>();
  const dry = queries.useMutation('post', '/operator/bank-statements', { onSuccess: setRead });
  const real = queries.useMutation('post', '/operator/bank-statements', {
    onSuccess: ({ newLines }) => {
      accept(words.uploaded(format.number(newLines)));
      close();
    },
  });
  const body = {
    file: statement.file,
    ...(statement.fileName && { fileName: statement.fileName }),
  };
  const errors = read?.errors ?? [];
  const canKeep = read !== undefined && errors.length === 0;
  return (
    <TaskForm
      onSubmit={(event) => {
        event.preventDefault();
        if (!read) dry.mutate({ body: { ...body, dryRun: true } });
        else if (canKeep) real.mutate({ params: { header: intention.headers() }, body });
      }}
      foot={
        <TaskFoot
          close={close}
          action={read ? words.keep(format.number(read.newLines)) : words.read}
          isBusy={dry.isPending || real.isPending}
          isDisabled={read ? !canKeep : statement.file.trim() === ''}
        />
      }
    >
      <TextSource
        label={words.file}
        help={words.fileHelp}
        accept=".xml,.sta,.mt940,.940,.csv,.txt"
        value={statement.file}
        rows={read ? 3 : 10}
        onChange={(file, fileName = '') => {
          setStatement({ file, fileName });
          setRead(undefined);
        }}
      />
      <ErrorNotice error={dry.error ?? real.error} />
      {errors.length > 0 && (
        <>
          <Notice tone="bad" title={words.wrong(format.number(errors.length))} />
          <FaultTable faults={errors.map(({ line, reason }) => ({ line, text: reason }))} />
        </>
      )}
      {canKeep && (
        <Notice tone="info" title={words.found(format.number(read.lines))}>
          <p>{words.foundText(format.number(read.newLines), format.number(read.outgoing))}</p>
        </Notice>
      )}
    </TaskForm>
  );
}
