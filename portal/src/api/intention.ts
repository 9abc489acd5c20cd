import { useCallback, useRef } from 'react';

/**
 * The `Idempotency-Key` of one intention: the same for every click and repetition until `done`,
 * so that a double click or a lost answer never acts twice.
 */
export function useIntention(): { headers: () => { 'Idempotency-Key': string }; done: () => void } {
  const key = useRef<string>(undefined);
  const headers = useCallback(() => {
    key.current ??= newKey();
    return { 'Idempotency-Key': key.current };
  }, []);
  const done = useCallback(() => {
    key.current = undefined;
  }, []);
  return { headers, done };
}

/** `randomUUID` is there on HTTPS and loopback only. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `portal-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
