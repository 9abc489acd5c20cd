import type { Change } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import type { Database } from '../../platform/db/database.ts';
import { revokeApiKey, selectApiKey } from '../../tenancy/accounts/index.ts';
import { recordChanges } from '../../tenancy/audit/index.ts';
import { deleteEnded } from './store.ts';

const LOGINS_AT_ONCE = 500;

/** Deletes the logins that are over, and revokes the keys that no program has collected. */
export async function pruneDeviceLogins(db: Database, realNow: Date): Promise<void> {
  const prune = () =>
    db.transaction(async (tx) => {
      const { deleted, uncollected } = await deleteEnded(tx, { realNow, limit: LOGINS_AT_ONCE });
      for (const { accountId, organizationId, clientId } of uncollected) {
        if (!(await selectApiKey(tx, { accountId, clientId }))) continue;
        const changes: Change[] = [];
        await revokeApiKey({ db: tx, accountId, now: realNow, changes }, { clientId });
        const actor = { kind: 'platform', name: 'Device logins' } as const;
        const author = {
          organizationId,
          accountId,
          actor,
          requestId: newId(),
          remoteAddress: null,
        };
        await recordChanges({ ...author, db: tx }, changes);
      }
      return deleted;
    });
  while ((await prune()) === LOGINS_AT_ONCE);
}
