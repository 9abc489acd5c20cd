import type { Tx } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import type { EventDraft } from './event.ts';
import { type EventsOfAccount, insertEvents } from './store.ts';

/**
 * Records events in the transaction that made them true, in the given order, numbered without gaps
 * within the account. Webhooks, mails and streams read them from there.
 */
export async function recordEvents(
  scope: Pick<Scope, 'db' | 'accountId'>,
  drafts: readonly EventDraft[],
): Promise<void> {
  await recordAllEvents(scope.db, [{ accountId: scope.accountId, drafts }]);
}

/** Does the same for several accounts, in one statement, after `lockEventLogs`. */
export async function recordAllEvents(tx: Tx, logs: readonly EventsOfAccount[]): Promise<void> {
  const wanted = logs.filter(({ drafts }) => drafts.length > 0);
  if (wanted.length > 0) await insertEvents(tx, wanted);
}
