import { Link } from '@tanstack/react-router';
import type { Mode } from '../api/client.ts';
import { useQueries } from '../api/use-api.tsx';
import { useFormat } from '../words/format.ts';
import { useWords } from '../words/language.tsx';
import { shellWords } from './words.ts';

const FRESH_MS = 60_000;

/** The set-up progress of a company until its first live sale. */
export function SetUp({ mode, onGo }: { mode: Mode; onGo?: () => void }) {
  const { setUp: words } = useWords(shellWords);
  const format = useFormat();
  const { data } = useQueries().useQuery(
    'get',
    '/gigastore/go-live',
    {},
    { enabled: mode !== 'operator', staleTime: FRESH_MS },
  );
  const steps = data?.steps.filter(({ isRequired, step }) => isRequired || step === 'first_sale');
  if (!steps || steps.some(({ step, isDone }) => step === 'first_sale' && isDone)) return null;
  const done = steps.filter(({ isDone }) => isDone).length;
  return (
    <Link
      className="set-up"
      to="/$mode/organization"
      params={{ mode }}
      search={{ tab: 'go-live' }}
      onClick={onGo}
    >
      <span className="set-up-head">
        {words.title}
        <span className="t3">
          {words.progress(format.number(done), format.number(steps.length))}
        </span>
      </span>
      <span className="meter">
        <i style={{ width: `${(done / steps.length) * 100}%` }} />
      </span>
    </Link>
  );
}
