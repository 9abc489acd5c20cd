import type { OrderingCarrier } from '../../connectivity/carriers/index.ts';
import type { Database } from '../../platform/db/database.ts';
import { insertUnread, upsertBalance } from './balance-store.ts';

/**
 * Asks the carriers for what is left on our accounts, and keeps it. Returns the carriers that did
 * not answer; what is known of them stays as it is.
 */
export async function readBalances(
  db: Database,
  { carriers, now }: { carriers: readonly OrderingCarrier[]; now: () => Date },
): Promise<string[]> {
  if (carriers.length === 0) return [];
  await insertUnread(
    db,
    carriers.map(({ name }) => name),
  );
  const silent = await Promise.all(
    carriers.map(async ({ name, balance: ask }) => {
      if (!ask) return [];
      const end = await ask();
      if (end.end !== 'done') return [name];
      await upsertBalance(db, { carrier: name, balance: end.value, at: now() });
      return [];
    }),
  );
  return silent.flat();
}
