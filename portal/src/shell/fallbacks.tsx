import { Button } from '@mantine/core';
import { Link, useRouter } from '@tanstack/react-router';
import { Mark } from '../look/mark.tsx';
import { Empty } from '../parts/empty.tsx';
import { Skeleton } from '../parts/loading.tsx';
import { ErrorNotice } from '../parts/notice.tsx';
import { useWords } from '../words/language.tsx';
import { shellWords } from './words.ts';

/** The outline of the shell while the first answer is loading. */
export function Waiting() {
  return (
    <div className="app waiting">
      <div className="side">
        <span className="org">
          <Mark />
        </span>
      </div>
      <div className="main">
        <div className="top" />
        <div className="page">
          <Skeleton rows={10} />
        </div>
      </div>
    </div>
  );
}

export function Missing() {
  const words = useWords(shellWords);
  return (
    <main className="page lone">
      <Empty
        title={words.missing}
        action={
          <Button component={Link} to="/">
            {words.goHome}
          </Button>
        }
      >
        {words.missingText}
      </Empty>
    </main>
  );
}

export function Failed({ error }: { error: unknown }) {
  const words = useWords(shellWords);
  const router = useRouter();
  return (
    <main className="page lone">
      <h1>{words.failed}</h1>
      <ErrorNotice error={error} retry={() => void router.invalidate()} />
    </main>
  );
}
