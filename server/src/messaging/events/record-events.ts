import type { Scope } from '../../platform/db/scope.ts';
import type { EventDraft } from './event.ts';
import { insertEvents } from './store.ts';

/**
 * Records events in the transaction that made them true, in the given order, numbered without gaps
 * within the account. Webhooks, mails and streams read them from there.
 */
export async function recordEvents(
  scope: Pick<Scope, 'db' | 'accountId'>,
  drafts: readonly EventDraft[],
): Promise<void> {
  if (drafts.length > 0) await insertEvents(scope.db, scope.accountId, drafts);
}
