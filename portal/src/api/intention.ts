import type { Middleware } from 'openapi-fetch';
import { useCallback, useRef } from 'react';

const HEADER = 'Idempotency-Key';
export const KEY_REUSED = 'idempotency_key_reused';
/** Keys whose first request succeeded with a lost answer, and whose form changed since. */
const spent = new Set<string>();

/**
 * The `Idempotency-Key` of one intention: the same for every click and repetition until `done`, so
 * that a double click or a lost answer never acts twice. A refusal leaves the key free.
 */
export function useIntention(): { headers: () => { 'Idempotency-Key': string }; done: () => void } {
  const key = useRef<string>(undefined);
  const headers = useCallback(() => {
    if (key.current !== undefined && spent.delete(key.current)) key.current = undefined;
    key.current ??= newKey();
    return { [HEADER]: key.current } as { 'Idempotency-Key': string };
  }, []);
  const done = useCallback(() => {
    key.current = undefined;
  }, []);
  return { headers, done };
}

/** The idempotency keys of several intentions of one form, by subject. */
export function useIntentions(): {
  headers: (about: string) => { 'Idempotency-Key': string };
  done: (about: string) => void;
} {
  const keys = useRef(new Map<string, string>());
  const headers = useCallback((about: string) => {
    const known = keys.current.get(about);
    const key = known !== undefined && !spent.delete(known) ? known : newKey();
    keys.current.set(about, key);
    return { [HEADER]: key } as { 'Idempotency-Key': string };
  }, []);
  const done = useCallback((about: string) => {
    keys.current.delete(about);
  }, []);
  return { headers, done };
}

/** Replaces a key that the server already knows from another request. */
export const endSpentIntentions: Middleware = {
  async onResponse({ request, response }) {
    const key = request.headers.get(HEADER);
    if (!key || response.status !== 422) return;
    const problem = (await response.clone().json()) as { code?: string };
    if (problem.code === KEY_REUSED) spent.add(key);
  },
};

/** `randomUUID` exists on HTTPS and loopback only. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `portal-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
