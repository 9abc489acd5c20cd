import { Refusal } from '../../kernel/refusal.ts';
import { type ApiScope, SCOPES } from '../../kernel/scopes.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { Visit } from '../../platform/http/visitors.ts';
import { SCOPES_OF_ROLE } from '../people/index.ts';
import type { Session } from './session-cache.ts';
import { selectView, type ViewRow } from './view-store.ts';

/** Names the view of a reseller's portal by which a person of the platform reads. */
const HEADER = 'x-view-as';
/** What may be read in a view; changing is refused by the method. */
export const VIEW_SCOPES: readonly ApiScope[] = SCOPES.filter(
  (scope) => scope !== 'assist' && scope !== 'operate',
);

type Parts = { db: Queryable; clock: () => number };

/**
 * Returns the session as the reseller's whose portal is viewed, and any other session as it is.
 * Throws `forbidden` for a change, and for a view that has ended or belongs to somebody else.
 */
export async function viewAs(
  { db, clock }: Parts,
  session: Session,
  { headers, method }: Pick<Visit, 'headers' | 'method'>,
): Promise<Session> {
  const id = headers[HEADER];
  if (typeof id !== 'string' || id === '') return session;
  if (method !== 'GET' && method !== 'HEAD') throw readOnly();
  const mayAssist = session.role !== null && SCOPES_OF_ROLE[session.role].includes('assist');
  const { personId } = session;
  const view = mayAssist && (await selectView(db, { id, personId, now: new Date(clock()) }));
  if (!view) throw ended();
  return { ...session, ...shownBy(view), isPlatform: false };
}

function shownBy({ viewId, viewEndsAt, ...shown }: ViewRow) {
  return { ...shown, view: { id: viewId, endsAt: viewEndsAt } };
}

function readOnly(): Refusal {
  const detail = 'You are viewing the portal of a reseller, where nothing can be changed.';
  return new Refusal('forbidden', detail);
}

function ended(): Refusal {
  return new Refusal('forbidden', 'This view of a reseller has ended. Open it again.');
}
