import { Button } from '@mantine/core';
import { useApi } from '../../api/use-api.tsx';
import { State } from '../../look/state.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Section } from '../../parts/page.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { meWords } from './words.ts';

export function SessionList() {
  const { sessions: words } = useWords(meWords);
  const format = useFormat();
  const { queries, cache } = useApi();
  const { data, error } = queries.useQuery('get', '/auth/sessions');
  const again = { onSuccess: () => void cache.invalidateQueries() };
  const end = queries.useMutation('delete', '/auth/sessions/{id}', again);
  const endOthers = queries.useMutation('post', '/auth/sessions/end-others', again);
  return (
    <Section
      title={words.title}
      actions={
        data &&
        data.items.length > 1 && (
          <Button size="xs" loading={endOthers.isPending} onClick={() => endOthers.mutate({})}>
            {words.endOthers}
          </Button>
        )
      }
    >
      <ErrorNotice error={error ?? end.error ?? endOthers.error} />
      {!data && !error && <Skeleton rows={2} />}
      <ul className="lines">
        {data?.items.map(({ id, isCurrent, userAgent, ipAddress, createdAt }) => (
          <li key={id} className="session-line">
            <span className="grow">
              <span className="strong">{browserOf(userAgent)}</span>
              <br />
              <span className="t3">
                {ipAddress} {words.since(format.date(createdAt))}
              </span>
            </span>
            {isCurrent ? (
              <State shape="fact">{words.current}</State>
            ) : (
              <Button
                size="xs"
                variant="subtle"
                onClick={() => end.mutate({ params: { path: { id } } })}
              >
                {words.end}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

const BROWSERS = ['Edg', 'Firefox', 'Chrome', 'Safari'];
const SYSTEMS = ['Windows', 'Android', 'iPhone', 'iPad', 'Mac OS', 'Linux'];

/** Returns browser and system of a `User-Agent`. */
function browserOf(userAgent: string | null): string {
  const find = (names: string[]) => names.find((name) => userAgent?.includes(name));
  const browser = find(BROWSERS)?.replace('Edg', 'Edge');
  return [browser, find(SYSTEMS)].filter(Boolean).join(', ') || (userAgent ?? '–');
}
