import { getRouteApi } from '@tanstack/react-router';
import type { Schemas } from '../api/client.ts';
import { SCOPES_OF } from '../api/scopes.gen.ts';

export type Session = Schemas['WhoAmI'];
export type Role = NonNullable<Session['role']>;
/** An operation that needs more than reading, as `METHOD /path`. */
export type Operation = keyof typeof SCOPES_OF;

/** For how long the session is not asked for again. */
export const KNOWN_FOR_MS = 60_000;

/** The session of the person; read before a page that needs one is shown. */
export function useSession(): Session {
  return getRouteApi('/$mode').useRouteContext().session;
}

/**
 * The one rule of what a person may do: the scopes that the API's description names for the
 * operation, of which any one is enough. The server refuses by the same.
 */
export function may({ scopes }: Pick<Session, 'scopes'>, operation: Operation): boolean {
  const enough: readonly string[] = SCOPES_OF[operation];
  return scopes.some((scope) => enough.includes(scope));
}

export function useMay(): (operation: Operation) => boolean {
  const session = useSession();
  return (operation) => may(session, operation);
}
