import { Button } from '@mantine/core';
import { useQueries } from '../../api/use-api.tsx';
import { StateShape } from '../../look/state.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Section } from '../../parts/page.tsx';
import { Ago } from '../../parts/time.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { customerWords } from './words.ts';

/** What keeps an eSIM from working, each with advice to act on. */
export function ConnectivityCheck({ iccid }: { iccid: string }) {
  const words = useWords(customerWords);
  const format = useFormat();
  const { data, error, refetch, isFetching } = useQueries().useQuery(
    'get',
    '/gigastore/esim/{iccid}/status/connectivity',
    { params: { path: { iccid } } },
  );
  const country = data?.currentCountry && format.country(data.currentCountry);
  return (
    <Section
      title={words.connectivity}
      actions={
        <Button size="xs" variant="subtle" loading={isFetching} onClick={() => void refetch()}>
          {words.checkAgain}
        </Button>
      }
    >
      <ErrorNotice error={error} />
      {!data && !error && <Skeleton rows={5} />}
      <ul className="conn">
        {data?.checks.map(({ code, passed, advice }) => (
          <li key={code} className={passed ? undefined : 'hot'}>
            <StateShape shape={passed ? 'good' : 'warning'} />
            <div className="grow">
              <p className="strong">{words.checks[code]}</p>
              {code === 'attached' && passed && country ? (
                <p className="t2">
                  {words.on(data.currentNetwork?.name ?? words.unknownNetwork, country)}
                </p>
              ) : (
                !passed && <p className="t2">{advice}</p>
              )}
            </div>
            {code === 'recently_seen' && data.lastSeen && (
              <span className="t3 small">
                <Ago at={data.lastSeen} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
