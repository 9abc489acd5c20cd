import type { Queryable } from '../../platform/db/database.ts';
import type { People } from '../sessions/index.ts';
import { open, seal } from './secrets.ts';
import { selectEncrypted, updateEncrypted } from './store.ts';

const BATCH = 100;
type Secrets = Pick<People, 'encryption' | 'olderSecrets'>;

/**
 * Encrypts every second factor with the newest secret, so that older ones may leave the
 * configuration. One that is changed meanwhile is under the newest already. Returns how many it
 * encrypted again, and how many no configured secret opens.
 */
export async function reencryptSecondFactors(
  db: Queryable,
  secrets: Secrets,
): Promise<{ reencrypted: number; unreadable: number }> {
  const count = { reencrypted: 0, unreadable: 0 };
  let rows = await selectEncrypted(db, { behind: null, limit: BATCH });
  while (rows.length > 0) {
    for (const row of rows) count[await reencryptOne(db, secrets, row)] += 1;
    rows = await selectEncrypted(db, { behind: rows.at(-1)?.personId ?? null, limit: BATCH });
  }
  return count;
}

async function reencryptOne(
  db: Queryable,
  secrets: Secrets,
  row: Row,
): Promise<'reencrypted' | 'unreadable'> {
  const renewed = renew(secrets, row);
  if (!renewed) return 'unreadable';
  await updateEncrypted(db, { ...row, ...renewed, before: row });
  return 'reencrypted';
}

type Row = { personId: string; secret: string; recoveryCodes: string };

/** Returns undefined for what no secret opens. */
function renew(
  secrets: Secrets,
  { personId, secret, recoveryCodes }: Row,
): Pick<Row, 'secret' | 'recoveryCodes'> | undefined {
  const again = (sealed: string, place: 'secret' | 'recovery_codes') =>
    seal(secrets, open(secrets, sealed, { personId, place }), { personId, place });
  try {
    return {
      secret: again(secret, 'secret'),
      recoveryCodes: again(recoveryCodes, 'recovery_codes'),
    };
  } catch {
    return undefined;
  }
}
