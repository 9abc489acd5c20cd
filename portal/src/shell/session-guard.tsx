import { lazy, Suspense, useEffect, useState } from 'react';
import { apiOf, SESSION_ENDED } from '../api/client.ts';
import { useApi } from '../api/use-api.tsx';
import { useSession } from '../session/session.ts';

const SignedOut = lazy(() => import('./signed-out.tsx'));

/** Asks to sign in again above the page when the session ends, so that no input is lost. */
export function SessionGuard() {
  const { person } = useSession();
  const { mode } = useApi();
  const [isEnded, setEnded] = useState(false);
  useEffect(() => {
    const end = () => setEnded(true);
    addEventListener(SESSION_ENDED, end);
    return () => removeEventListener(SESSION_ENDED, end);
  }, []);
  if (!isEnded) return null;
  return (
    <Suspense>
      <SignedOut
        email={person.email}
        onSignedIn={() => {
          setEnded(false);
          void apiOf(mode).cache.invalidateQueries();
        }}
      />
    </Suspense>
  );
}
