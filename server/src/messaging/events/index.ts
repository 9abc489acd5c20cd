import type { Scope } from '../../platform/db/scope.ts';
import type { EventDraft } from './event.ts';
import { insertEventSequence, insertEvents } from './store.ts';

export {
  dataOf,
  EVENT_TYPES,
  type Event,
  type EventDraft,
  type EventType,
  type ShownEvent,
  showEvent,
} from './event.ts';
export { registerEventRoutes } from './routes.ts';
export { readLastSequence } from './store.ts';

/** Opens a new account's log of facts; part of creating the account. */
export async function openEventLog(scope: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  await insertEventSequence(scope.db, scope.accountId);
}

/**
 * Records facts in the transaction that made them true, in the given order, numbered without gaps
 * within the account. Telling anybody is somebody else's job.
 */
export async function recordEvents(
  scope: Pick<Scope, 'db' | 'accountId'>,
  drafts: readonly EventDraft[],
): Promise<void> {
  if (drafts.length > 0) await insertEvents(scope.db, scope.accountId, drafts);
}
export { resetEvents } from './reset-events.ts';
