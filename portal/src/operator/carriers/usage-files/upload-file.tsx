import { Select } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi, useQueries } from '../../../api/use-api.tsx';
import { useChange } from '../../../api/use-change.ts';
import { TaskDrawer, TaskFoot, TaskForm } from '../../../parts/drawer.tsx';
import { ErrorNotice, Notice } from '../../../parts/notice.tsx';
import { useWords } from '../../../words/language.tsx';
import { FileChoice } from './file-choice.tsx';
import { sampleOf } from './sample.ts';
import { TriedLines } from './tried-lines.tsx';
import { usageFileWords } from './usage-file-words.ts';

/** Uploads a usage file, after its first lines were read by the format of its carrier. */
export function UploadFile({ close }: { close: () => void }) {
  const words = useWords(usageFileWords);
  const { data } = useQueries().useQuery('get', '/operator/usage-file-formats');
  const carriers = data?.items.map(({ carrier }) => carrier) ?? [];
  return (
    <TaskDrawer isOpen close={close} title={words.uploadTitle} size={520}>
      {data && <UploadForm carriers={carriers} close={close} />}
    </TaskDrawer>
  );
}

function UploadForm({ carriers, close }: { carriers: string[]; close: () => void }) {
  const words = useWords(usageFileWords);
  const { accept } = useChange();
  const [only] = carriers.length === 1 ? carriers : [];
  const [carrier, setCarrier] = useState<string | null>(only ?? null);
  const [file, setFile] = useState<File>();
  const trial = useTrial();
  const upload = useUpload(() => {
    accept(words.sent);
    close();
  });
  const canSend = trial.data !== undefined && trial.data.fault === null;
  const isChosen = carrier !== null && file !== undefined;
  return (
    <TaskForm
      onSubmit={(event) => {
        event.preventDefault();
        if (!isChosen) return;
        if (canSend) upload.mutate({ carrier, file });
        else trial.mutate({ carrier, file });
      }}
      foot={
        <TaskFoot
          close={close}
          action={canSend ? words.send : words.read}
          isBusy={trial.isPending || upload.isPending}
          isDisabled={!isChosen}
        />
      }
    >
      {carriers.length === 0 && <Notice tone="wait" title={words.noFormat} />}
      <Select
        label={words.carrier}
        data={carriers}
        value={carrier}
        allowDeselect={false}
        onChange={(next) => {
          setCarrier(next);
          trial.reset();
        }}
      />
      <FileChoice
        file={file}
        choose={(chosen) => {
          setFile(chosen);
          trial.reset();
        }}
      />
      <ErrorNotice error={trial.error ?? upload.error} />
      {trial.data && <TriedLines tried={trial.data} />}
    </TaskForm>
  );
}

type Sent = { carrier: string; file: File };

function useTrial() {
  const { calls } = useApi();
  return useMutation({
    mutationFn: async ({ carrier, file }: Sent) => {
      const body = { carrier, sample: await sampleOf(file) };
      const { data, error } = await calls.POST('/operator/usage-file-formats/try', { body });
      if (!data) throw error;
      return data;
    },
  });
}

function useUpload(onSuccess: () => void) {
  const { calls } = useApi();
  return useMutation({
    mutationFn: async ({ carrier, file }: Sent) => {
      const { data, error } = await calls.POST('/operator/usage-files', {
        params: { query: { carrier, fileName: file.name.slice(-255) } },
        headers: { 'Content-Type': 'text/csv' },
        body: file.name,
        bodySerializer: () => file,
      });
      if (!data) throw error;
      return data;
    },
    onSuccess,
  });
}
