import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { type Shape, State } from '../../look/state.tsx';
import { saveBlob } from '../../parts/download.ts';
import { Empty } from '../../parts/empty.tsx';
import { LoadMore } from '../../parts/load-more.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { creditWords } from './words.ts';

type Document = Schemas['BillingDocument'];
const SHAPES: Record<Document['paymentState'], Shape> = {
  due: 'waiting',
  paid: 'fact',
  partly_refunded: 'back',
  refunded: 'back',
  cancelled: 'over',
};
const PAGE = 50;

export function Invoices() {
  const words = useWords(creditWords);
  const format = useFormat();
  const { calls } = useApi();
  const [saveError, setSaveError] = useState<unknown>();
  const found = useInfiniteQuery({
    queryKey: ['invoices'],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: after, signal }) => {
      const { data, error } = await calls.GET('/gigastore/credits/invoices', {
        params: { query: { limit: PAGE, after } },
        signal,
      });
      if (error) throw error;
      return data as Schemas['BillingDocuments'];
    },
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  async function save(number: string) {
    const { data, error } = await calls.GET('/gigastore/credits/invoices/{number}.pdf', {
      params: { path: { number } },
      parseAs: 'blob',
    });
    setSaveError(error);
    if (data) saveBlob(data as Blob, `${number}.pdf`);
  }
  const documents = found.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <div className="pad-top">
      <ErrorNotice error={saveError ?? found.error} />
      {found.isPending && <Skeleton rows={6} />}
      {found.isSuccess && documents.length === 0 && (
        <Empty title={words.noInvoices}>{words.noInvoicesText}</Empty>
      )}
      {documents.length > 0 && (
        <table className="tbl plain">
          <thead>
            <tr>
              <th>{words.number}</th>
              <th className="desk">{words.kind}</th>
              <th>{words.issued}</th>
              <th>{words.state}</th>
              <th className="r desk">{words.vat}</th>
              <th className="r">{words.total}</th>
              <th className="r">{words.pdf}</th>
            </tr>
          </thead>
          <tbody>
            {documents.map((one) => (
              <tr key={one.number}>
                <td className="strong">{one.number}</td>
                <td className="desk t2">{words.kinds[one.kind]}</td>
                <td className="t2">{format.date(one.issuedAt)}</td>
                <td>
                  <State shape={SHAPES[one.paymentState]}>{words.payment[one.paymentState]}</State>
                </td>
                <td className="r desk t2">{format.amount(one.vat)}</td>
                <td className="r">{format.money(one.total)}</td>
                <td className="r">
                  <Button
                    size="xs"
                    variant="subtle"
                    aria-label={`${words.pdf} ${one.number}`}
                    onClick={() => void save(one.number)}
                  >
                    {words.pdf}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <LoadMore {...found} />
    </div>
  );
}
