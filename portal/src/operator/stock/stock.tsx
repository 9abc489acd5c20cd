import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useQueries } from '../../api/use-api.tsx';
import { Empty } from '../../parts/empty.tsx';
import { ListPage } from '../../parts/list-page.tsx';
import type { Column } from '../../parts/table/data-table.tsx';
import { FoundTable } from '../../parts/table/found-table.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { Level, type Stock } from './level.tsx';
import { StockPanel } from './stock-panel.tsx';
import { stockWords } from './words.ts';

const route = getRouteApi('/$mode/stock');
const idOf = ({ carrier }: Stock) => carrier;

/** How many profiles of each carrier are free to be sold. */
export function StockPage() {
  const words = useWords(stockWords);
  const format = useFormat();
  const { open } = route.useSearch();
  const navigate = route.useNavigate();
  const columns = useColumns();
  const found = useQueries().useQuery('get', '/operator/profile-stock');
  const show = (next: string | undefined) =>
    void navigate({ search: { open: next }, replace: true, resetScroll: false });
  const rows = found.data?.items ?? [];
  const opened = rows.find(({ carrier }) => carrier === open);
  return (
    <ListPage
      title={words.title}
      panel={
        opened && <StockPanel key={opened.carrier} stock={opened} close={() => show(undefined)} />
      }
    >
      <FoundTable
        found={found}
        skeleton={5}
        label={words.title}
        rows={rows}
        columns={columns}
        idOf={idOf}
        nameOf={({ carrier }) => carrier}
        phoneRow={(stock) => (
          <>
            <div className="l1">
              <span className="strong">{stock.carrier}</span>
              <span className="num">{format.number(stock.free)}</span>
            </div>
            <div className="l2">
              <Level of={stock} />
              <span />
            </div>
          </>
        )}
        openId={open}
        onOpen={(_, id) => show(id)}
        onClose={() => show(undefined)}
        empty={<Empty title={words.empty}>{words.emptyText}</Empty>}
      />
    </ListPage>
  );
}

function useColumns(): Column<Stock>[] {
  const words = useWords(stockWords);
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: 'carrier',
        head: words.carrier,
        width: '60%',
        cell: ({ carrier }) => <span className="strong">{carrier}</span>,
      },
      {
        id: 'free',
        head: words.free,
        width: '144px',
        isRight: true,
        cell: ({ free }) => format.number(free),
      },
      {
        id: 'threshold',
        head: words.threshold,
        width: '144px',
        isRight: true,
        cell: ({ lowBelow }) => (
          <span className="t2">
            {lowBelow === null ? words.noThreshold : format.number(lowBelow)}
          </span>
        ),
      },
      { id: 'state', head: words.state, width: '128px', cell: (stock) => <Level of={stock} /> },
    ],
    [words, format],
  );
}
