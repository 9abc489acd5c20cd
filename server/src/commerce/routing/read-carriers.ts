import type { Queryable } from '../../platform/db/database.ts';
import type { CarrierBalance } from './balance.ts';
import { selectBalances } from './balance-store.ts';
import { type CarrierHealth, HEALTH_WINDOW_MS, healthOf } from './health.ts';
import { selectRecentCalls } from './recent-call-store.ts';

/** How a carrier does, and what is left on our account there. */
export type CarrierStanding = CarrierHealth & { account: CarrierBalance };

/** Returns how each of the carriers stands, by the calls of the last 15 minutes. */
export async function readStandings(
  db: Queryable,
  { carriers, now }: { carriers: readonly string[]; now: Date },
): Promise<CarrierStanding[]> {
  const since = new Date(now.getTime() - HEALTH_WINDOW_MS);
  const calls = await selectRecentCalls(db, { carriers, since });
  const balances = new Map((await selectBalances(db)).map((one) => [one.carrier, one]));
  return healthOf(carriers, calls, now).map((health) => ({
    ...health,
    account: balances.get(health.carrier) ?? unread(health.carrier),
  }));
}

/** Returns how the carriers stand that have a balance or limits, whoever has set them up. */
export async function readAllStandings(db: Queryable, now: Date): Promise<CarrierStanding[]> {
  const carriers = (await selectBalances(db)).map(({ carrier }) => carrier);
  return readStandings(db, { carriers, now });
}

function unread(carrier: string): CarrierBalance {
  const unknown = { balance: null, readAt: null, unfundedAt: null, warnedAt: null };
  return { carrier, ...unknown, warnBelow: null, stopBelow: 0n };
}
