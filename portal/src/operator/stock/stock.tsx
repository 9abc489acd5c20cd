import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useQueries } from '../../api/use-api.tsx';
import { Empty } from '../../parts/empty.tsx';
import { TextFilter } from '../../parts/filters/filters.tsx';
import { ListPage } from '../../parts/list-page.tsx';
import type { Column } from '../../parts/table/column.ts';
import { FoundTable } from '../../parts/table/found-table.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { ImportProfiles } from './import-profiles.tsx';
import { DaysLeft, Level, type Stock } from './level.tsx';
import { ProfilePanel } from './profile-panel.tsx';
import { StockPanel } from './stock-panel.tsx';
import { stockWords } from './words.ts';

const route = getRouteApi('/$mode/stock');
const idOf = ({ carrier }: Stock) => carrier;

/** The number of free profiles of each carrier. */
export function StockPage() {
  const words = useWords(stockWords);
  const format = useFormat();
  const { open, iccid, import: importing } = route.useSearch();
  const navigate = route.useNavigate();
  const columns = useColumns();
  const found = useQueries().useQuery('get', '/operator/profile-stock');
  const show = (next: string | undefined) =>
    void navigate({ search: { open: next }, replace: true, resetScroll: false });
  const seek = (next: string | undefined) =>
    void navigate({ search: { iccid: next }, replace: true, resetScroll: false });
  const importFrom = (next: string | undefined) =>
    void navigate({ search: (now) => ({ ...now, import: next }), resetScroll: false });
  const rows = found.data?.items ?? [];
  const opened = rows.find(({ carrier }) => carrier === open);
  return (
    <ListPage
      title={words.title}
      actions={
        <AllowedButton
          calls="POST /operator/profile-imports"
          variant="filled"
          onClick={() => importFrom('csv')}
        >
          {words.import}
        </AllowedButton>
      }
      filters={<TextFilter label={words.search} value={iccid} onChange={seek} />}
      panel={
        iccid ? (
          <ProfilePanel key={iccid} iccid={iccid} close={() => seek(undefined)} />
        ) : (
          opened && <StockPanel key={opened.carrier} stock={opened} close={() => show(undefined)} />
        )
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
      <ImportProfiles isOpen={importing !== undefined} close={() => importFrom(undefined)} />
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
        width: '50%',
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
        cell: ({ alertThreshold }) => (
          <span className="t2">
            {alertThreshold === null ? words.noThreshold : format.number(alertThreshold)}
          </span>
        ),
      },
      {
        id: 'daysLeft',
        head: words.daysLeft,
        width: '160px',
        isRight: true,
        isWide: true,
        cell: (stock) => (
          <span className="t2">
            <DaysLeft of={stock} />
          </span>
        ),
      },
      { id: 'state', head: words.state, width: '128px', cell: (stock) => <Level of={stock} /> },
    ],
    [words, format],
  );
}
