import { audit } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordEvents } from '../../messaging/events/index.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { lockPackage } from './change-package.ts';
import { updateStarted } from './change-store.ts';
import { nextDue, startPackage } from './due.ts';
import { type Package, packageAt } from './package.ts';
import { packageActivated } from './package-events.ts';

/**
 * Starts a waiting package now, ON_DEMAND or FIRST_USE. Refuses `activated_item_not_found`,
 * `already_active` when it runs, `invalid_state` when it is over or not delivered yet.
 */
export async function activatePackage(scope: Scope, uid: string): Promise<Package> {
  const item = await lockPackage(scope, uid);
  const { state } = packageAt(item, scope.now);
  if (state === 'ACTIVE') throw new Refusal('already_active', 'This package is active already.');
  if (state !== 'WAITING') {
    throw new Refusal('invalid_state', `A package that is ${state} cannot be activated.`);
  }

  const started = startPackage(item, scope.now);
  const isFirst = await updateStarted(scope.db, { ...started, dueAt: nextDue(started) });
  if (!isFirst) throw new Refusal('already_active', 'This package is active already.');
  await recordEvents(scope, [packageActivated(started)]);
  const after = { state: started.state };
  audit(scope, { action: 'package.activated', target: item.id, before: { state }, after });
  return started;
}
