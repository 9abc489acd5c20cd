import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { apiOf } from '../../api/client.ts';
import { StateShape } from '../../look/state.tsx';
import { useWords } from '../../words/language.tsx';
import { Door } from '../sign-in/door.tsx';
import { doorWords } from './words.ts';

/** What the installation says before anybody has signed in. */
export function useSignInOptions() {
  const { queries, cache } = apiOf(undefined);
  return queries.useQuery('get', '/auth/sign-in-options', {}, {}, cache).data;
}

/** One form before the door, and what it says once it is done. */
export function DoorPage({
  title,
  text,
  done,
  children,
}: {
  title: string;
  text?: ReactNode;
  /** Stands in place of the form. */
  done?: string;
  children: ReactNode;
}) {
  const words = useWords(doorWords);
  const mode = useSignInOptions()?.mode;
  return (
    <Door title={title} mode={mode}>
      <div className="one">
        <div>
          <h1>{title}</h1>
          {done ? (
            <div className="form" role="status">
              <p className="st">
                <StateShape shape="good" />
                {done}
              </p>
              <Button component={Link} to="/sign-in" variant="filled" size="md">
                {words.toSignIn}
              </Button>
            </div>
          ) : (
            <>
              {text && <p className="sub">{text}</p>}
              {children}
            </>
          )}
        </div>
      </div>
    </Door>
  );
}
