import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { apiOf } from '../../api/client.ts';
import { StateShape } from '../../look/state.tsx';
import { useWords } from '../../words/language.tsx';
import { PublicFrame } from '../sign-in/public-frame.tsx';
import { publicWords } from './words.ts';

/** Queries the installation's public settings: its mode and the ways to sign in. */
export function useSignInOptions() {
  const { queries, cache } = apiOf(undefined);
  return queries.useQuery('get', '/auth/sign-in-options', {}, {}, cache).data;
}

/** A page with one form for people who are not signed in, and a message once it is sent. */
export function PublicPage({
  title,
  text,
  done,
  children,
  foot,
}: {
  title: string;
  text?: ReactNode;
  /** The message that replaces the form. */
  done?: string;
  children: ReactNode;
  /** The next link; to sign-in by default. */
  foot?: ReactNode;
}) {
  const words = useWords(publicWords);
  const mode = useSignInOptions()?.mode;
  return (
    <PublicFrame title={title} mode={mode}>
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
              <p className="new">
                {foot ?? (
                  <Link to="/sign-in" className="link">
                    {words.toSignIn}
                  </Link>
                )}
              </p>
            </>
          )}
        </div>
      </div>
    </PublicFrame>
  );
}
