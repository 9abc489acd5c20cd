import type { Database } from '../../platform/db/database.ts';
import { deleteOldDisconnects } from './disconnect-store.ts';
import { deleteOldDroppedPackets } from './dropped-packet-store.ts';
import { deleteOldSessions } from './session-store.ts';

const DAY_MS = 86_400_000;
/** The longest delay of packets of an ended session. */
const ENDED_DAYS = 31;
/** A session without packets for this long has ended without a Stop. */
const SILENT_DAYS = 90;

/** Deletes sessions that ended 31 days ago or are silent for 90. Returns how many. */
export async function pruneRadiusSessions(db: Database, now: Date): Promise<number> {
  const ago = (days: number) => new Date(now.getTime() - days * DAY_MS);
  await deleteOldDisconnects(db, ago(ENDED_DAYS));
  await deleteOldDroppedPackets(db, ago(ENDED_DAYS));
  return deleteOldSessions(db, { ended: ago(ENDED_DAYS), silent: ago(SILENT_DAYS) });
}
