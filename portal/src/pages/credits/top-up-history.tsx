import { useInfiniteQuery } from '@tanstack/react-query';
import type { Schemas } from '../../api/client.ts';
import { notCsv } from '../../api/not-csv.ts';
import { useApi } from '../../api/use-api.tsx';
import { type Shape, State } from '../../look/state.tsx';
import { LoadMore } from '../../parts/load-more.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Section } from '../../parts/page.tsx';
import { useNow } from '../../session/clock.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { historyWords } from './history-words.ts';

type Attempt = Schemas['AutoTopUpAttempt'];
const SHAPES: Record<Attempt['state'], Shape> = {
  pending: 'waiting',
  paid: 'fact',
  declined: 'failed',
};
const PAGE = 20;

/** Every attempt of the automatic top-up, and why a card was declined. */
export function TopUpHistory() {
  const words = useWords(historyWords);
  const format = useFormat();
  const now = useNow();
  const { calls } = useApi();
  const found = useInfiniteQuery({
    queryKey: ['auto top-up attempts'],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: after, signal }) => {
      const { data, error } = await calls.GET('/gigastore/credits/auto-top-up/attempts', {
        params: { query: { limit: PAGE, after } },
        signal,
      });
      if (error) throw error;
      return notCsv(data);
    },
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  const attempts = found.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Section title={words.title}>
      <ErrorNotice error={found.error} />
      {found.isPending && <Skeleton rows={3} row={44} />}
      {found.isSuccess && attempts.length === 0 && <p className="t2 s13 pad-top">{words.empty}</p>}
      <ul className="lines">
        {attempts.map((attempt) => (
          <li key={`${attempt.createdAt} ${attempt.number}`}>
            <span className="grow">
              <State shape={SHAPES[attempt.state]}>{words.states[attempt.state]}</State>{' '}
              <span className="t3">
                {format.exact(attempt.createdAt)}
                {attempt.number > 1 && `, ${words.attempt(format.number(attempt.number))}`}
              </span>
              {attempt.reason && <span className="top-up-reason t2">{attempt.reason}</span>}
              {attempt.nextAttemptAt && (
                <span className="top-up-reason t2">
                  {words.next(format.ago(attempt.nextAttemptAt, now))}
                </span>
              )}
            </span>
            <span className="num">{format.money(attempt.amount)}</span>
          </li>
        ))}
      </ul>
      <LoadMore {...found} />
    </Section>
  );
}
