import { useQueries } from '../../api/use-api.tsx';
import { State } from '../../look/state.tsx';
import { Reading } from '../../parts/loading.tsx';
import { Notice } from '../../parts/notice.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import type { Order } from './settle-decision.tsx';
import { settleWords } from './settle-words.ts';

type Props = {
  order: Order;
  /** Called with the number of an order; with null for a top-up that has none. */
  choose: (number: string | null) => void;
};

/** What the supplier lists around the time of an order; one of them can be chosen as this order. */
export function SupplierList({ order, choose }: Props) {
  const words = useWords(settleWords);
  const format = useFormat();
  const { data, error, refetch } = useQueries().useQuery(
    'get',
    '/operator/carrier-orders/{id}/supplier-orders',
    { params: { path: { id: order.id } } },
    { retry: false, refetchOnWindowFocus: false },
  );
  const label = words.atSupplier(order.carrier);
  return (
    <>
      <h4 className="strong">{label}</h4>
      <Reading data={data} error={error} refetch={refetch} rows={3} />
      {data && data.failure !== null && (
        <Notice tone="bad" title={words.failed}>
          {data.failure}
        </Notice>
      )}
      {data?.failure === null && data.items.length === 0 && (
        <p className="t2 s13">{words.nothing}</p>
      )}
      {data && data.items.length > 0 && (
        <ul className="tl" aria-label={label}>
          {data.items.map(({ supplierOrder, item, iccid, createdAt, orderId, isLikely }) => (
            <li key={`${supplierOrder} ${iccid} ${createdAt}`}>
              <span className="code">{supplierOrder ?? iccid ?? '–'}</span> {item}
              <span className="w">
                {createdAt && format.exact(createdAt)} {iccid}
              </span>
              {isLikely && <State shape="waiting">{words.likely}</State>}
              {!isLikely && (
                <State shape="over">{orderId ? words.taken(orderId.slice(-6)) : words.other}</State>
              )}
              {isLikely && (supplierOrder !== null || order.kind === 'top_up') && (
                <AllowedButton
                  calls="POST /operator/carrier-orders/{id}/settle"
                  size="xs"
                  onClick={() => choose(supplierOrder)}
                >
                  {words.thisOne}
                  <span className="vh"> {supplierOrder ?? iccid}</span>
                </AllowedButton>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
