import { getRouteApi } from '@tanstack/react-router';
import { useApi } from '../../api/use-api.tsx';
import { usePages } from '../../api/use-pages.ts';
import { Empty } from '../../parts/empty.tsx';
import { ChoiceFilter } from '../../parts/filters/filters.tsx';
import { FoundList } from '../../parts/found-list.tsx';
import { Ago } from '../../parts/time.tsx';
import { useWords } from '../../words/language.tsx';
import { OrderDrawer } from './order-drawer.tsx';
import { OrderState } from './order-state.tsx';
import { orderWords } from './order-words.ts';
import { carrierWords } from './words.ts';

const route = getRouteApi('/$mode/carriers');
const PAGE = 50;
const SHOWS = ['unsettled', 'asks', 'spare', 'unused', 'refundOpen'] as const;

/** The orders of all accounts at suppliers; one opens with its steps. */
export function Orders() {
  const words = useWords(orderWords);
  const { tabs, carrier } = useWords(carrierWords);
  const { open, show: wanted } = route.useSearch();
  const navigate = route.useNavigate();
  const { calls } = useApi();
  const shown = SHOWS.find((one) => one === wanted);
  const asked = shown ? { [shown]: true } : {};
  const found = usePages(['carrier orders', asked], ({ after, signal }) =>
    calls.GET('/operator/carrier-orders', {
      params: { query: { limit: PAGE, after, ...asked } },
      signal,
    }),
  );
  const go = (next: { open?: string; show?: string }) =>
    void navigate({ search: { tab: 'orders', ...next }, replace: true, resetScroll: false });
  const show = (id: string | undefined) =>
    go({ ...(id && { open: id }), ...(shown && { show: shown }) });
  return (
    <>
      <div className="chips">
        <ChoiceFilter
          name={words.shown}
          value={shown}
          choices={SHOWS.map((value) => ({ value, label: words.shows[value] }))}
          onChange={(next) => go(next ? { show: next } : {})}
        />
      </div>
      <FoundList
        found={found}
        skeleton={{ rows: 6 }}
        empty={
          <Empty title={shown ? words.noneShown : words.none}>
            {shown ? words.noneShownText : words.noneText}
          </Empty>
        }
      >
        <table className="tbl plain" aria-label={tabs.orders}>
          <thead>
            <tr>
              <th>{words.order}</th>
              <th>{carrier}</th>
              <th className="desk">{words.item}</th>
              <th>{words.state}</th>
              <th className="desk">{words.sold}</th>
            </tr>
          </thead>
          <tbody>
            {found.items.map((order) => (
              <tr key={order.id} className={order.refundOpenSince === null ? '' : 'tall'}>
                <td>
                  <button type="button" className="link code" onClick={() => show(order.id)}>
                    {order.id.slice(-6)}
                  </button>
                </td>
                <td className="strong">{order.carrier}</td>
                <td className="desk code">{order.item ?? '–'}</td>
                <td>
                  <OrderState state={order.state} />
                  {order.refundOpenSince !== null && (
                    <div className="t2 s13">
                      {words.refundOpen} <Ago at={order.refundOpenSince} />
                    </div>
                  )}
                </td>
                <td className="desk t2">
                  <Ago at={order.createdAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </FoundList>
      {open !== undefined && <OrderDrawer id={open} close={() => show(undefined)} />}
    </>
  );
}
