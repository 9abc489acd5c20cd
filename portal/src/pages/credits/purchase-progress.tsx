import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { State } from '../../look/state.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { Confirmation } from './confirmation.tsx';
import { PurchaseState } from './purchases.tsx';
import { useSimulation } from './use-simulation.ts';
import { creditWords } from './words.ts';

const route = getRouteApi('/$mode/credits');
const POLL_MS = 1_000;
type Purchase = Schemas['CreditPurchase'];
/** The states that the provider ends, which no query reports by itself. */
const isOpen = (status?: Purchase['status']) =>
  status === 'pending' || status === 'requires_action';

/** The state of a purchase and the next step. Refetches until it is settled. */
export function PurchaseProgress({ id, close }: { id: string; close: () => void }) {
  const words = useWords(creditWords);
  const format = useFormat();
  const { queries, cache } = useApi();
  const { data, error } = queries.useQuery(
    'get',
    '/gigastore/credits/purchases/{id}',
    { params: { path: { id } } },
    { refetchInterval: ({ state }) => (isOpen(state.data?.status) ? POLL_MS : false) },
  );
  const status = data?.status;
  useEffect(() => {
    if (status === 'paid') void cache.invalidateQueries();
  }, [status, cache]);
  return (
    <div className="task-form">
      <div className="task-scroll form">
        <ErrorNotice error={error} />
        {!data && !error && <Skeleton rows={4} />}
        {data && (
          <>
            <p className="big">{format.money(data.amount)}</p>
            <p role="status">
              {data.status === 'pending' && <State shape="waiting">{words.buying.working}</State>}
              {data.status === 'paid' && (
                <State shape="good">{words.buying.paid(format.money(data.amount))}</State>
              )}
              {data.status !== 'pending' && data.status !== 'paid' && (
                <PurchaseState status={data.status} />
              )}
            </p>
            {data.status === 'declined' && (
              <Notice tone="bad" title={words.buying.declined}>
                <p>{data.declineReason}</p>
              </Notice>
            )}
            {data.status === 'requires_action' && <Confirmation id={id} action={data.nextAction} />}
            {data.status === 'awaiting_transfer' && data.instructions && (
              <Transfer purchase={data} instructions={data.instructions} />
            )}
            {data.invoiceNumber && (
              <Facts
                facts={[
                  {
                    name: words.buying.invoice,
                    value: data.invoiceNumber,
                    copy: data.invoiceNumber,
                  },
                ]}
              />
            )}
          </>
        )}
      </div>
      <div className="task-foot">
        <Button variant={status === 'paid' ? 'filled' : 'default'} onClick={close}>
          {words.buying.done}
        </Button>
      </div>
    </div>
  );
}

type TransferProps = { purchase: Purchase; instructions: NonNullable<Purchase['instructions']> };

function Transfer({ purchase: { id }, instructions }: TransferProps) {
  const { transfer: words } = useWords(creditWords);
  const format = useFormat();
  const { mode } = route.useParams();
  const { queries, intention, accept } = useChange();
  const play = useSimulation(id);
  const cancel = queries.useMutation('post', '/gigastore/credits/purchases/{id}/cancel', {
    onSuccess: () => accept(),
  });
  const { reference, amount, accountHolder, bankName, iban, bic } = instructions;
  const rows: [string, string | null][] = [
    [words.amount, format.money(amount)],
    [words.reference, reference],
    [words.holder, accountHolder],
    [words.bank, bankName],
    [words.iban, iban],
    [words.bic, bic],
  ];
  return (
    <section className="transfer">
      <h2>{words.title}</h2>
      <p className="t2 s13">{words.text}</p>
      <Facts
        facts={rows.flatMap(([name, value]) => (value ? [{ name, value, copy: value }] : []))}
      />
      <ErrorNotice error={play.error ?? cancel.error} />
      <div className="row">
        <Button onClick={() => print()}>{words.print}</Button>
        {mode === 'sandbox' && (
          <Button loading={play.isPending} onClick={() => play.run('receive_transfer')}>
            {words.receive}
          </Button>
        )}
        <Button
          variant="subtle"
          loading={cancel.isPending}
          onClick={() => cancel.mutate({ params: { path: { id }, header: intention.headers() } })}
        >
          {words.cancel}
        </Button>
      </div>
    </section>
  );
}
