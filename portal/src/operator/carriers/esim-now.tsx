import { Button } from '@mantine/core';
import { useState } from 'react';
import { useQueries } from '../../api/use-api.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Reading } from '../../parts/loading.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { esimWords } from './esim-words.ts';

/** The state, usage and place of an eSIM as its supplier knows them, read when asked for. */
export function EsimNow({ orderId }: { orderId: string }) {
  const words = useWords(esimWords);
  const [isAsked, setAsked] = useState(false);
  if (isAsked) return <Read orderId={orderId} />;
  return (
    <div className="form-foot">
      <Button onClick={() => setAsked(true)}>{words.read}</Button>
    </div>
  );
}

function Read({ orderId }: { orderId: string }) {
  const words = useWords(esimWords);
  const format = useFormat();
  const { data, error, refetch } = useQueries().useQuery(
    'get',
    '/operator/carrier-orders/{id}/esim',
    { params: { path: { id: orderId } } },
    { retry: false, refetchOnWindowFocus: false },
  );
  if (!data) return <Reading data={data} error={error} refetch={refetch} rows={3} />;
  const { usedBytes, totalBytes, country, network } = data;
  const used = usedBytes === null ? null : format.bytes(usedBytes);
  const usage =
    used !== null && totalBytes !== null ? `${used} / ${format.bytes(totalBytes)}` : used;
  const place = [network, country].filter((one) => one !== null).join(', ');
  return (
    <Facts
      facts={[
        { name: words.state, value: data.detail ?? data.stateFailure ?? '–' },
        { name: words.usage, value: usage ?? data.usageFailure ?? '–' },
        { name: words.place, value: place || (data.locationFailure ?? '–') },
      ]}
    />
  );
}
