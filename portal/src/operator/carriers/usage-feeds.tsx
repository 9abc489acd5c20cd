import type { ComponentProps, ReactNode } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useQueries } from '../../api/use-api.tsx';
import { State } from '../../look/state.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Reading } from '../../parts/loading.tsx';
import { Section } from '../../parts/page.tsx';
import { Ago } from '../../parts/time.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { feedWords } from './feed-words.ts';
import { RadiusClients } from './radius-clients.tsx';

const EVERY = { refetchInterval: 30_000 };

/** Every way in which usage comes: RADIUS, suppliers that are asked, and reports of carriers. */
export function UsageFeeds() {
  return (
    <div className="sections">
      <RadiusClients />
      <Pulls />
      <Pushes />
    </div>
  );
}

function Pulls() {
  const words = useWords(feedWords);
  const format = useFormat();
  const found = useQueries().useQuery('get', '/operator/usage-pulls', {}, EVERY);
  return (
    <Feed
      title={words.pulls}
      text={words.pullsText}
      empty={[words.noPulls, words.noPullsText]}
      found={found}
      head={[words.supplier, words.esims, words.lastAnswer]}
      row={({ carrier, esims, waiting, answeredAt, pausedUntil, detail }: Schemas['UsagePull']) => (
        <tr key={carrier}>
          <td className="strong">{carrier}</td>
          <td>
            {format.number(esims)}
            {waiting > 0 && <span className="t2"> · {words.waiting(format.number(waiting))}</span>}
          </td>
          <td>
            {answeredAt ? <Ago at={answeredAt} /> : <span className="t2">{words.never}</span>}
            {pausedUntil && (
              <div>
                <State shape="warning">{words.paused(format.time(pausedUntil))}</State>
                <p className="t2 s13">{detail}</p>
              </div>
            )}
          </td>
        </tr>
      )}
    />
  );
}

function Pushes() {
  const words = useWords(feedWords);
  const found = useQueries().useQuery('get', '/operator/carrier-keys', {}, EVERY);
  const items = found.data?.items.filter(({ revokedAt }) => revokedAt === null);
  return (
    <Feed
      title={words.pushes}
      text={words.pushesText}
      empty={[words.noPushes, words.noPushesText]}
      found={{ ...found, data: items && { items } }}
      head={[words.carrier, words.lastReport]}
      row={({ keyId, carrier, lastUsedAt }: Schemas['CarrierKey']) => (
        <tr key={keyId}>
          <td>
            <span className="strong">{carrier}</span> <span className="code t2 desk">{keyId}</span>
          </td>
          <td>
            {lastUsedAt ? <Ago at={lastUsedAt} /> : <span className="t2">{words.never}</span>}
          </td>
        </tr>
      )}
    />
  );
}

/** A section with a table, or what it will show. */
function Feed<Item>({
  title,
  text,
  empty: [none, noneText],
  found: { data, error, refetch },
  head,
  row,
}: {
  title: string;
  text: string;
  empty: readonly [string, string];
  found: {
    data: { items: readonly Item[] } | undefined;
    error: ComponentProps<typeof Reading>['error'];
    refetch: ComponentProps<typeof Reading>['refetch'];
  };
  head: readonly string[];
  row: (item: Item) => ReactNode;
}) {
  return (
    <Section title={title}>
      <p className="t2 s13 key-lead">{text}</p>
      <Reading data={data} error={error} refetch={refetch} rows={2} />
      {data?.items.length === 0 && <Empty title={none}>{noneText}</Empty>}
      {data && data.items.length > 0 && (
        <table className="tbl plain" aria-label={title}>
          <thead>
            <tr>
              {head.map((name) => (
                <th key={name}>{name}</th>
              ))}
            </tr>
          </thead>
          <tbody>{data.items.map(row)}</tbody>
        </table>
      )}
    </Section>
  );
}
