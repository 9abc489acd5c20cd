import { getRouteApi } from '@tanstack/react-router';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { usePages } from '../../api/use-pages.ts';
import { type Shape, State } from '../../look/state.tsx';
import { Empty } from '../../parts/empty.tsx';
import { FoundList } from '../../parts/found-list.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { creditWords } from './words.ts';

const route = getRouteApi('/$mode/credits');
type Status = Schemas['CreditPurchase']['status'];
const SHAPES: Record<Status, Shape> = {
  pending: 'waiting',
  requires_action: 'warning',
  awaiting_transfer: 'waiting',
  paid: 'fact',
  declined: 'failed',
  canceled: 'over',
};
const PAGE = 50;

export function PurchaseState({ status }: { status: Status }) {
  return <State shape={SHAPES[status]}>{useWords(creditWords).statuses[status]}</State>;
}

export function Purchases() {
  const words = useWords(creditWords);
  const format = useFormat();
  const navigate = route.useNavigate();
  const { calls } = useApi();
  const found = usePages(['credit purchases'], ({ after, signal }) =>
    calls.GET('/gigastore/credits/purchases', {
      params: { query: { limit: PAGE, after } },
      signal,
    }),
  );
  return (
    <div className="pad-top">
      <FoundList
        found={found}
        skeleton={{ rows: 6 }}
        empty={<Empty title={words.noPurchases}>{words.noPurchasesText}</Empty>}
      >
        <table className="tbl plain">
          <thead>
            <tr>
              <th>{words.when}</th>
              <th>{words.state}</th>
              <th className="desk">{words.method}</th>
              <th className="r">{words.amount}</th>
              <th className="r">{words.total}</th>
            </tr>
          </thead>
          <tbody>
            {found.items.map((one) => (
              <tr key={one.id}>
                <td>
                  <button
                    type="button"
                    className="row-open"
                    onClick={() => void navigate({ search: (was) => ({ ...was, buy: one.id }) })}
                  >
                    {format.exact(one.createdAt)}
                  </button>
                </td>
                <td>
                  <PurchaseState status={one.status} />
                </td>
                <td className="desk t2">{words.methods[one.method]}</td>
                <td className="r">{format.amount(one.amount)}</td>
                <td className="r t2">{format.money(one.total)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </FoundList>
    </div>
  );
}
