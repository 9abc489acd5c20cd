import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';

/** Longer than the pause within a double click. */
const REST_MS = 1_000;

/**
 * Closes what shows a secret once. It is disabled at first: the second click of a double click on
 * the button that made the secret would close it before anybody could read it.
 */
export function SecretDone({ close, children }: { close: () => void; children: ReactNode }) {
  const [isResting, setResting] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setResting(false), REST_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Button variant="filled" disabled={isResting} onClick={close}>
      {children}
    </Button>
  );
}
