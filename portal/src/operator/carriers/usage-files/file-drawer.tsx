import type { Schemas } from '../../../api/client.ts';
import { useApi, useQueries } from '../../../api/use-api.tsx';
import { AS_CSV, CsvButton } from '../../../parts/csv-button.tsx';
import { TaskDrawer } from '../../../parts/drawer.tsx';
import { Facts } from '../../../parts/facts.tsx';
import { FaultTable } from '../../../parts/fault-table.tsx';
import { Reading } from '../../../parts/loading.tsx';
import { Notice } from '../../../parts/notice.tsx';
import { Ago } from '../../../parts/time.tsx';
import { useFormat } from '../../../words/format.ts';
import { useWords } from '../../../words/language.tsx';
import { FileState, FOLLOW_MS, isUnderWay } from './file-state.tsx';
import { usageFileWords } from './usage-file-words.ts';

type UsageFile = Schemas['UsageFile'];

const SHOWN = 100;

/** A usage file: what became of its lines, and each line that was not charged. */
export function FileDrawer({ id, close }: { id: string; close: () => void }) {
  const words = useWords(usageFileWords);
  const { data, error, refetch } = useQueries().useQuery(
    'get',
    '/operator/usage-files/{id}',
    { params: { path: { id } } },
    { refetchInterval: ({ state }) => state.data && isUnderWay(state.data) && FOLLOW_MS },
  );
  return (
    <TaskDrawer isOpen close={close} title={data?.fileName ?? words.file} size={520}>
      <div className="task-scroll form">
        <Reading data={data} error={error} refetch={refetch} rows={8} />
        {data && <FileFacts file={data} />}
        {data && data.rejected > 0 && !isUnderWay(data) && <FileErrors file={data} />}
      </div>
    </TaskDrawer>
  );
}

function FileFacts({ file }: { file: UsageFile }) {
  const words = useWords(usageFileWords);
  const format = useFormat();
  const done = `${format.number(file.linesDone)} / ${format.number(file.lines)}`;
  return (
    <>
      {file.fault !== null && <Notice tone="bad" title={file.fault} />}
      <Facts
        facts={[
          { name: words.state, value: <FileState state={file.state} /> },
          { name: words.carrier, value: file.carrier },
          { name: words.source, value: words.sources[file.source] },
          ...(file.takenBy ? [{ name: words.by, value: file.takenBy }] : []),
          { name: words.received, value: <Ago at={file.receivedAt} /> },
          { name: words.lines, value: done },
          { name: words.counted, value: format.number(file.counted) },
          { name: words.data, value: format.bytes(file.countedBytes) },
          { name: words.repeated, value: format.number(file.repeated) },
          { name: words.rejected, value: format.number(file.rejected) },
          { name: words.fileId, value: file.id, copy: file.id, isCode: true },
        ]}
      />
    </>
  );
}

function FileErrors({ file: { id, fileName, rejected } }: { file: UsageFile }) {
  const words = useWords(usageFileWords);
  const format = useFormat();
  const { calls } = useApi();
  const path = { id };
  const { data, error, refetch } = useQueries().useQuery(
    'get',
    '/operator/usage-files/{id}/errors',
    { params: { path, query: { limit: SHOWN } } },
  );
  return (
    <section aria-label={words.errors}>
      <div className="chips">
        <h3 className="s13 strong">{words.errors}</h3>
        <CsvButton
          name={`${fileName}-errors`}
          load={() =>
            calls.GET('/operator/usage-files/{id}/errors', { params: { path }, ...AS_CSV })
          }
        />
      </div>
      <Reading data={data} error={error} refetch={refetch} rows={4} />
      {data !== undefined && typeof data !== 'string' && (
        <FaultTable
          faults={data.items.map(({ line, text, reason }) => ({
            line,
            text: `${reason}: ${text}`,
          }))}
        />
      )}
      {rejected > SHOWN && <p className="t2 s13">{words.errorsCut(format.number(rejected))}</p>}
    </section>
  );
}
