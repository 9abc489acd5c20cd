import './batches.css';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useApi } from '../../api/use-api.tsx';
import { usePages } from '../../api/use-pages.ts';
import { Empty } from '../../parts/empty.tsx';
import { PageHead } from '../../parts/page.tsx';
import type { Column } from '../../parts/table/column.ts';
import { FoundTable } from '../../parts/table/found-table.tsx';
import { useTitle } from '../../parts/title.ts';
import { AllowedButton } from '../../session/allowed.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { BatchPanel } from './batch-panel.tsx';
import { type Batch, BatchState } from './batch-state.tsx';
import { NewBatchDrawer } from './new-batch.tsx';
import { batchWords } from './words.ts';

const route = getRouteApi('/$mode/sales/many');
const CREATE = 'POST /gigastore/activations/batches';
const PAGE = 50;
const POLL_MS = 2_000;
const idOf = ({ id }: Batch) => id;

/** Batch sales: a list, and a form for a new one. */
export function BatchesPage() {
  const words = useWords(batchWords);
  const search = route.useSearch();
  const { mode } = route.useParams();
  const navigate = route.useNavigate();
  const found = useBatches();
  const columns = useColumns(Boolean(search.open));
  useTitle(words.title);
  const set = useCallback(
    (change: Partial<typeof search>, replace = true) =>
      void navigate({ search: (now) => ({ ...now, ...change }), replace, resetScroll: false }),
    [navigate],
  );
  const { items: batches } = found;
  const at = batches.findIndex(({ id }) => id === search.open);
  const step = (by: number) => {
    const other = batches[at + by];
    return at >= 0 && other ? () => set({ open: other.id, state: undefined }) : undefined;
  };
  const create = (
    <AllowedButton
      calls={CREATE}
      variant="filled"
      leftSection={<IconPlus size={16} stroke={1.5} />}
      onClick={() => set({ new: 'batch' }, false)}
    >
      {words.create}
    </AllowedButton>
  );
  return (
    <div className={search.open ? 'split is-open' : 'split'}>
      <div className="list">
        <div className="list-head">
          <p className="crumb s13">
            <Link className="t2" to="/$mode/sales" params={{ mode }}>
              {words.sales}
            </Link>
          </p>
          <PageHead title={words.title} actions={create} />
        </div>
        <FoundTable
          found={found}
          skeleton={6}
          label={words.title}
          rows={batches}
          columns={columns}
          idOf={idOf}
          nameOf={({ packages, createdAt }) => `${packages}, ${createdAt}`}
          phoneRow={(batch) => <PhoneRow batch={batch} />}
          openId={search.open}
          onOpen={(_, open) => set({ open, state: undefined }, Boolean(search.open))}
          onClose={() => set({ open: undefined })}
          empty={<Empty title={words.empty}>{words.emptyText}</Empty>}
        />
      </div>
      {search.open && (
        <BatchPanel
          key={search.open}
          id={search.open}
          state={search.state}
          onState={(state) => set({ state })}
          previous={step(-1)}
          next={step(1)}
          close={() => set({ open: undefined, state: undefined })}
        />
      )}
      <NewBatchDrawer
        isOpen={Boolean(search.new)}
        close={() => set({ new: undefined })}
        onCreated={(id) => set({ new: undefined, open: id })}
      />
    </div>
  );
}

function useBatches() {
  const { calls } = useApi();
  return usePages(
    ['sale batches'],
    ({ after, signal }) =>
      calls.GET('/gigastore/activations/batches', {
        params: { query: { limit: PAGE, after } },
        signal,
      }),
    { everyMs: POLL_MS, while: (one) => one.state === 'running' },
  );
}

function useColumns(isNarrow: boolean): Column<Batch>[] {
  const words = useWords(batchWords);
  const format = useFormat();
  return useMemo(() => {
    const count = (name: 'packages' | 'sold' | 'failed' | 'waiting'): Column<Batch> => ({
      id: name,
      head: words[name],
      width: '104px',
      isRight: true,
      cell: (batch) => (
        <span className={name === 'failed' && batch.failed > 0 ? 'neg' : undefined}>
          {format.number(batch[name])}
        </span>
      ),
    });
    const columns: Column<Batch>[] = [
      {
        id: 'created',
        head: words.created,
        width: isNarrow ? '60%' : '34%',
        cell: ({ createdAt }) => <time dateTime={createdAt}>{format.exact(createdAt)}</time>,
      },
      {
        id: 'state',
        head: words.state,
        width: '40%',
        cell: (batch) => <BatchState batch={batch} />,
      },
      count('packages'),
      count('sold'),
    ];
    if (isNarrow) return columns;
    return [
      ...columns,
      count('waiting'),
      count('failed'),
      {
        id: 'total',
        head: words.total,
        width: '120px',
        isRight: true,
        cell: ({ totalPrice }) => format.amount(totalPrice),
      },
    ];
  }, [words, format, isNarrow]);
}

function PhoneRow({ batch }: { batch: Batch }) {
  const words = useWords(batchWords);
  const format = useFormat();
  return (
    <>
      <div className="l1">
        <span>{format.exact(batch.createdAt)}</span>
        <span>{format.amount(batch.totalPrice)}</span>
      </div>
      <div className="l2">
        <span>{words.progress(format.number(batch.sold), format.number(batch.packages))}</span>
        <BatchState batch={batch} />
      </div>
    </>
  );
}
