import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useWords } from '../words/language.tsx';
import { saveBlob } from './download.ts';
import { ErrorNotice } from './notice.tsx';
import { partWords } from './words.ts';

type Answer = { data?: unknown; error?: unknown };
/** The request header that makes an operation return a whole list as CSV. */
export const AS_CSV = { headers: { Accept: 'text/csv' }, parseAs: 'blob' } as const;

/** Saves all rows that match the list's filters as CSV. */
export function CsvButton({ name, load }: { name: string; load: () => Promise<Answer> }) {
  const words = useWords(partWords);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  async function save() {
    setBusy(true);
    const answer = await load().catch((lost: unknown): Answer => ({ error: lost }));
    setBusy(false);
    setError(answer.error);
    if (answer.data) saveBlob(answer.data as Blob, `${name}.csv`);
  }
  return (
    <>
      <Button
        className="end"
        size="xs"
        loading={isBusy}
        leftSection={<IconDownload size={14} stroke={1.5} />}
        onClick={() => void save()}
      >
        {words.csv}
      </Button>
      {error !== undefined && (
        <div className="whole-row">
          <ErrorNotice error={error} retry={() => void save()} />
        </div>
      )}
    </>
  );
}
