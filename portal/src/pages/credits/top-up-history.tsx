import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { usePages } from '../../api/use-pages.ts';
import { type Shape, State } from '../../look/state.tsx';
import { FoundList } from '../../parts/found-list.tsx';
import { Section } from '../../parts/page.tsx';
import { useNow } from '../../session/clock.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { historyWords } from './history-words.ts';

type Attempt = Schemas['AutoTopUpAttempt'];
const SHAPES: Record<Attempt['status'], Shape> = {
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
  const found = usePages(['auto top-up attempts'], ({ after, signal }) =>
    calls.GET('/gigastore/credits/auto-top-up/attempts', {
      params: { query: { limit: PAGE, after } },
      signal,
    }),
  );
  return (
    <Section title={words.title}>
      <FoundList
        found={found}
        skeleton={{ rows: 3, row: 44 }}
        empty={<p className="t2 s13 pad-top">{words.empty}</p>}
      >
        <ul className="lines">
          {found.items.map((attempt) => (
            <li key={`${attempt.createdAt} ${attempt.number}`}>
              <span className="grow">
                <State shape={SHAPES[attempt.status]}>{words.states[attempt.status]}</State>{' '}
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
      </FoundList>
    </Section>
  );
}
