import type { Database } from '../../../platform/db/database.ts';
import { dropExpired } from '../../../platform/db/expired-tables.ts';

/** How long deliveries and their attempts can be read and sent again; months are dropped whole. */
const KEPT_DAYS = 90;

/** Drops the months of deliveries and of attempts that have expired. Returns their names. */
export async function pruneDeliveries(db: Database): Promise<string[]> {
  const attempts = await dropExpired(db, { table: 'webhook_attempts', keptDays: KEPT_DAYS });
  const deliveries = await dropExpired(db, { table: 'webhook_deliveries', keptDays: KEPT_DAYS });
  return [...attempts, ...deliveries];
}
