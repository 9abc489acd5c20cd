import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { VisitTx } from '../../platform/http/visitors.ts';
import { recordChanges } from '../../tenancy/audit/index.ts';
import {
  normalEmail,
  selectMembership,
  selectPersonByEmail,
  updateHasSecondFactor,
} from '../people/index.ts';
import { deleteSessions } from '../sessions/index.ts';
import { deleteSecondFactor } from './store.ts';

/**
 * Removes the second factor of a person who has lost it, and ends their sessions; for the command
 * line. Throws `person_not_found`, and `invalid_state` when there is none.
 */
export async function resetSecondFactor(
  scope: Pick<VisitTx, 'db' | 'now'>,
  { email }: { email: string },
): Promise<{ personId: string }> {
  const person = await selectPersonByEmail(scope.db, normalEmail(email));
  if (!person) throw new Refusal('person_not_found', 'No person has this email address.');
  if (!(await deleteSecondFactor(scope.db, person.id))) {
    throw new Refusal('invalid_state', 'This person has no second factor.');
  }
  await updateHasSecondFactor(scope.db, { id: person.id, hasSecondFactor: false, now: scope.now });
  await deleteSessions(scope.db, person.id);
  const membership = await selectMembership(scope.db, person.id);
  if (membership) await recordReset(scope.db, { ...membership, personId: person.id });
  return { personId: person.id };
}

async function recordReset(
  db: Tx,
  { organizationId, personId: target }: { organizationId: string; personId: string },
): Promise<void> {
  await recordChanges(
    {
      db,
      organizationId,
      accountId: null,
      actor: { kind: 'platform', name: 'Command line' },
      requestId: 'command',
      remoteAddress: null,
    },
    [{ action: 'person.second_factor_reset', target, before: null, after: null }],
  );
}
