import { getRouteApi } from '@tanstack/react-router';
import type { Schemas } from '../api/client.ts';
import { SCOPES_OF } from '../api/scopes.gen.ts';

export type Session = Schemas['WhoAmI'];
export type Role = NonNullable<Session['role']>;
/** An operation that requires a scope beyond `read`, as `METHOD /path`. */
export type Operation = keyof typeof SCOPES_OF;

/** How long the session is cached. */
export const KNOWN_FOR_MS = 60_000;

/** Returns the person's session, which is loaded before a page that requires one. */
export function useSession(): Session {
  return getRouteApi('/$mode').useRouteContext().session;
}

/**
 * The one rule of what a person may do: the scopes that the API's description names for the
 * operation, of which any one is enough. The server refuses by the same.
 */
export function may(
  { scopes, view }: Pick<Session, 'scopes'> & Partial<Pick<Session, 'view'>>,
  operation: Operation,
): boolean {
  // In a view of a reseller's portal, nothing can be changed.
  if (view && !operation.startsWith('GET ')) return false;
  const enough: readonly string[] = SCOPES_OF[operation];
  return scopes.some((scope) => enough.includes(scope));
}

export function useMay(): (operation: Operation) => boolean {
  const session = useSession();
  return (operation) => may(session, operation);
}
