import { audit } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { hasNoticeOf } from './download-notice-store.ts';
import { deleteProfileType, selectProfileTypes } from './profile-type-store.ts';
import { showForAudit } from './smdp.ts';
import { deleteSmdpRow, lockSmdp } from './smdp-store.ts';

/**
 * Deletes an SM-DP+ that has never been used, with its profile types and the orders that were not
 * sent. Throws `smdp_not_found`, and `invalid_state` if a profile was ordered at it or a notice of
 * it is kept.
 */
export async function deleteSmdp(
  scope: Pick<Scope, 'db' | 'changes'>,
  { name }: { name: string },
): Promise<void> {
  const { db } = scope;
  const smdp = await lockSmdp(db, name);
  if (!smdp) throw new Refusal('smdp_not_found', `No SM-DP+ is named "${name}".`);
  const types = (await selectProfileTypes(db)).filter((type) => type.smdp === name);
  for (const { carrier } of types) {
    if (!(await deleteProfileType(db, carrier))) throw isInUse(`has orders for ${carrier}`);
  }
  if (await hasNoticeOf(db, name)) throw isInUse('has sent notices, which timelines show');

  await deleteSmdpRow(db, name);
  audit(scope, { action: 'smdp.deleted', target: name, before: showForAudit(smdp), after: null });
}

function isInUse(why: string): Refusal {
  return new Refusal(
    'invalid_state',
    `The SM-DP+ ${why}. Set the level of its profile types to 0: nothing is ordered then.`,
  );
}
