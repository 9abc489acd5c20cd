import { Button, Menu } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import type { Api } from '../../api/client.ts';
import { notCsv } from '../../api/not-csv.ts';
import { useApi } from '../../api/use-api.tsx';
import { saveBlob } from '../../parts/download.ts';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import type { Batch } from './batch-state.tsx';
import { batchWords } from './words.ts';

/** The most codes of one PDF. */
const SHEET = 300;
const PAGE = 200;

/** The results of a batch as files. */
export function Downloads({ batch }: { batch: Batch }) {
  const words = useWords(batchWords);
  const format = useFormat();
  const { calls } = useApi();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState<string>();
  const path = { id: batch.id };
  const sheets = Array.from({ length: Math.ceil(batch.sold / SHEET) }, (_, index) => index);
  async function save(name: string, read: () => Promise<{ data?: unknown; error?: unknown }>) {
    setBusy(name);
    const answer = await read().catch((lost: unknown) => ({ error: lost ?? {}, data: undefined }));
    setBusy(undefined);
    setError(answer.error);
    if (answer.data) saveBlob(answer.data as Blob, name);
  }
  const saveCsv = () =>
    save('batch.csv', () =>
      calls.GET('/gigastore/activations/batches/{id}/items', {
        params: { path, query: { bom: true } },
        headers: { Accept: 'text/csv' },
        parseAs: 'blob',
      }),
    );
  const saveZip = () =>
    save('qr-codes.zip', () =>
      calls.GET('/gigastore/activations/batches/{id}/qr-codes.zip', {
        params: { path },
        parseAs: 'blob',
      }),
    );
  const saveSheet = (sheet: number) =>
    save(`qr-codes-${sheet + 1}.pdf`, async () =>
      calls.GET('/gigastore/activations/batches/{id}/qr-codes.pdf', {
        params: { path, query: { after: await lastBefore(calls, batch, sheet * SHEET) } },
        parseAs: 'blob',
      }),
    );
  const print = (onClick?: () => void) => (
    <Button
      size="xs"
      loading={busy?.endsWith('.pdf')}
      leftSection={<IconPrinter size={14} stroke={1.5} />}
      onClick={onClick}
    >
      {words.pdf}
    </Button>
  );
  return (
    <>
      <div className="row batch-downloads">
        <Button
          size="xs"
          loading={busy === 'batch.csv'}
          leftSection={<IconDownload size={14} stroke={1.5} />}
          onClick={() => void saveCsv()}
        >
          {words.csv}
        </Button>
        <Button
          size="xs"
          loading={busy === 'qr-codes.zip'}
          leftSection={<IconDownload size={14} stroke={1.5} />}
          onClick={() => void saveZip()}
        >
          {words.zip}
        </Button>
        {sheets.length === 1 ? (
          print(() => void saveSheet(0))
        ) : (
          <Menu position="bottom-start">
            <Menu.Target>{print()}</Menu.Target>
            <Menu.Dropdown>
              {sheets.map((sheet) => (
                <Menu.Item key={sheet} onClick={() => void saveSheet(sheet)}>
                  {words.sheet(
                    format.number(sheet * SHEET + 1),
                    format.number(Math.min(batch.sold, (sheet + 1) * SHEET)),
                  )}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      <ErrorNotice error={error} />
    </>
  );
}

/**
 * The number of the package that is the `count`th of those sold. Where some failed, numbers have
 * gaps, and counting on would print codes twice.
 */
async function lastBefore(calls: Api['calls'], batch: Batch, count: number): Promise<number> {
  if (count === 0 || batch.failed + batch.waiting === 0) return count;
  const { id } = batch;
  let [after, left] = [undefined as string | undefined, count];
  for (;;) {
    const { data, error } = await calls.GET('/gigastore/activations/batches/{id}/items', {
      params: { path: { id }, query: { state: 'sold', limit: Math.min(PAGE, left), after } },
    });
    if (error) throw error;
    const { items, nextCursor } = notCsv(data);
    left -= items.length;
    if (left === 0 || !nextCursor) return items.at(-1)?.number ?? 0;
    after = nextCursor;
  }
}
