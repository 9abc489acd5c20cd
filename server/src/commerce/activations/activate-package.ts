import { audit } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordEvents } from '../../messaging/events/index.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { nextDue, startPackage } from './due.ts';
import { lockPackage } from './lock-package.ts';
import { type Package, packageAt } from './package.ts';
import { packageActivated } from './package-events.ts';
import { updateStarted } from './package-store.ts';

/**
 * Starts a waiting package now, whether ON_DEMAND or FIRST_USE. Throws `activated_item_not_found`,
 * `already_active` if it is running, `invalid_state` if it has ended or is not delivered yet.
 */
export async function activatePackage(
  scope: Pick<Scope, 'db' | 'accountId' | 'now' | 'changes'>,
  uid: string,
): Promise<Package> {
  const item = await lockPackage(scope, uid);
  const { state } = packageAt(item, scope.now);
  if (state === 'ACTIVE') throw new Refusal('already_active', 'This package is already active.');
  if (state !== 'WAITING') {
    throw new Refusal('invalid_state', `A package that is ${state} cannot be activated.`);
  }

  const started = startPackage(item, scope.now);
  const isFirst = await updateStarted(scope.db, { ...started, dueAt: nextDue(started) });
  if (!isFirst) throw new Refusal('already_active', 'This package is already active.');
  await recordEvents(scope, [packageActivated(started)]);
  const after = { state: started.state };
  audit(scope, { action: 'package.activated', target: item.id, before: { state }, after });
  return started;
}
