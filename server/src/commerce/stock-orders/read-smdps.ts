import { estimateFreeCounts } from '../../connectivity/carriers/index.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { type CarrierStanding, readStandings } from '../routing/index.ts';
import { iccidsLeft, type ProfileType } from './profile-type.ts';
import { selectProfileTypes } from './profile-type-store.ts';
import type { Smdp } from './smdp.ts';
import { selectSmdps } from './smdp-store.ts';
import { type OpenSummary, summarizeOpenOrders } from './stock-order-store.ts';

/** A profile type with its stock and the orders that are to fill it. */
export type TypeStanding = ProfileType &
  Omit<OpenSummary, 'carrier'> & {
    free: number;
    iccidsLeft: number | null;
  };

/** An SM-DP+ with its profile types, and how it does by the latest calls. */
export type SmdpStanding = { smdp: Smdp; types: TypeStanding[]; health: CarrierStanding };

const NO_ORDERS = {
  ...{ inFlight: 0, asking: 0, refused: 0 },
  ...{ reason: null, detail: null, asksSince: null },
};

/** Returns every SM-DP+ with its stock and health, by name. */
export async function readSmdps(db: Queryable, now: Date): Promise<SmdpStanding[]> {
  const smdps = await selectSmdps(db);
  if (smdps.length === 0) return [];
  const types = await selectProfileTypes(db);
  const free = new Map((await estimateFreeCounts(db)).map((row) => [row.carrier, row.free]));
  const open = new Map((await summarizeOpenOrders(db)).map((row) => [row.carrier, row]));
  const carriers = smdps.map(({ name }) => name);
  const health = await readStandings(db, { carriers, now });
  const standingOf = (type: ProfileType): TypeStanding => ({
    ...NO_ORDERS,
    ...open.get(type.carrier),
    ...type,
    free: free.get(type.carrier) ?? 0,
    iccidsLeft: iccidsLeft(type),
  });
  return smdps.flatMap((smdp) => {
    const standing = health.find(({ carrier }) => carrier === smdp.name);
    const own = types.filter((type) => type.smdp === smdp.name).map(standingOf);
    return standing ? [{ smdp, types: own, health: standing }] : [];
  });
}
