import { SegmentedControl } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { usePages } from '../../api/use-pages.ts';
import { type Shape, State } from '../../look/state.tsx';
import { FoundList } from '../../parts/found-list.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import type { Batch } from './batch-state.tsx';
import { batchWords } from './words.ts';

type Item = Schemas['SaleBatchItem'];
const STATES = ['waiting', 'sold', 'failed'] as const;
const SHAPES: Record<Item['state'], Shape> = { waiting: 'waiting', sold: 'fact', failed: 'failed' };
const PAGE = 100;
const ALL = 'all';

type Props = { batch: Batch; state?: string; onState: (state: string | undefined) => void };

/** The outcome of each line. A sold line links to its sale. */
export function BatchLines({ batch, state, onState }: Props) {
  const words = useWords(batchWords);
  const format = useFormat();
  const shown = STATES.find((one) => one === state);
  const found = useItems(batch, shown);
  return (
    <>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={words.state}
        value={shown ?? ALL}
        onChange={(next) => onState(next === ALL ? undefined : next)}
        data={[
          { value: ALL, label: words.all },
          ...STATES.map((one) => ({
            value: one,
            label: `${words.itemStates[one]} ${format.number(batch[one])}`,
          })),
        ]}
      />
      <FoundList
        found={found}
        skeleton={{ rows: 6, row: 32 }}
        empty={<p className="t2 s13 pad-top">{words.nothingInState}</p>}
      >
        <table className="tbl plain batch-lines" aria-label={words.lines}>
          <thead>
            <tr>
              <th className="r">{words.line}</th>
              <th>{words.customer}</th>
              <th>{words.result}</th>
            </tr>
          </thead>
          <tbody>
            {found.items.map((item) => (
              <tr key={item.number}>
                <td className="r num t3">{format.number(item.line)}</td>
                <td>
                  <Customer item={item} />
                </td>
                <td>
                  <State shape={SHAPES[item.state]}>{words.itemStates[item.state]}</State>
                  {item.detail && <p className="small why-failed">{item.detail}</p>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </FoundList>
    </>
  );
}

function Customer({ item: { email, activatedItemUid } }: { item: Item }) {
  const words = useWords(batchWords);
  const { mode } = useParams({ from: '/$mode' });
  const name = email ?? <span className="t3">{words.noEmail}</span>;
  if (!activatedItemUid) return name;
  return (
    <Link to="/$mode/sales" params={{ mode }} search={{ open: activatedItemUid }}>
      {name}
    </Link>
  );
}

/** Refetched as the batch progresses. */
function useItems({ id, sold, failed }: Batch, state: Item['state'] | undefined) {
  const { calls } = useApi();
  return usePages(['sale batch items', id, state, sold + failed], ({ after, signal }) =>
    calls.GET('/gigastore/activations/batches/{id}/items', {
      params: { path: { id }, query: { limit: PAGE, after, state } },
      signal,
    }),
  );
}
