import type { Tx } from '../../platform/db/database.ts';
import { addKeySpending, selectKeySpending } from './spending-store.ts';

/**
 * What each limited key may still spend on the account's UTC day, in cents, by client id; `limits`
 * are the daily limits. Exact only under the lock of the account's credits.
 */
export async function loadKeyAllowances(
  tx: Tx,
  of: { accountId: string; now: Date; limits: ReadonlyMap<string, bigint> },
): Promise<Map<string, bigint>> {
  if (of.limits.size === 0) return new Map();
  const clientIds = [...of.limits.keys()];
  const day = utcDay(of.now);
  const spending = await selectKeySpending(tx, of.accountId, { clientIds, day });
  const spent = new Map(spending.map((row) => [row.clientId, row.spentMinor]));
  return new Map(
    [...of.limits].map(([clientId, limit]) => [clientId, limit - (spent.get(clientId) ?? 0n)]),
  );
}

/** Counts what limited keys spent, in cents by client id, towards the account's UTC day. */
export async function recordKeySpending(
  tx: Tx,
  of: { accountId: string; now: Date; spent: ReadonlyMap<string, bigint> },
): Promise<void> {
  if (of.spent.size === 0) return;
  const spending = [...of.spent].map(([clientId, spentMinor]) => ({ clientId, spentMinor }));
  await addKeySpending(tx, of.accountId, { spending, day: utcDay(of.now) });
}

function utcDay(now: Date): string {
  return now.toISOString().slice(0, 10);
}
