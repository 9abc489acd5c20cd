import { Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import { apiOf, SESSION_ENDED } from '../api/client.ts';
import { useApi } from '../api/use-api.tsx';
import { SignInForm } from '../pages/sign-in/sign-in-form.tsx';
import { useSession } from '../session/session.ts';
import { useWords } from '../words/language.tsx';
import { shellWords } from './words.ts';

/** Signs in again above the page when the session has ended, so that nothing typed is lost. */
export function SessionGuard() {
  const words = useWords(shellWords).signedOut;
  const { person } = useSession();
  const { mode } = useApi();
  const [isEnded, setEnded] = useState(false);
  useEffect(() => {
    const end = () => setEnded(true);
    addEventListener(SESSION_ENDED, end);
    return () => removeEventListener(SESSION_ENDED, end);
  }, []);
  return (
    <Modal
      opened={isEnded}
      onClose={() => undefined}
      withCloseButton={false}
      title={words.title}
      size={400}
    >
      <p className="t2">{words.text}</p>
      <SignInForm
        email={person.email}
        onSignedIn={() => {
          setEnded(false);
          void apiOf(mode).cache.invalidateQueries();
        }}
      />
    </Modal>
  );
}
