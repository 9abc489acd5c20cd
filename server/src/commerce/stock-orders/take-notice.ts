import {
  changeProfileState,
  type EsimProfile,
  findOwners,
  lockProfile,
  type ProfileAction,
} from '../../connectivity/esims/index.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { readClock } from '../../tenancy/accounts/index.ts';
import type { DownloadNotice, ShownState } from './download-notice.ts';
import { hasLaterNotice, insertNotice } from './download-notice-store.ts';
import { selectProfileTypes } from './profile-type-store.ts';

type Parts = { db: Database; realNow: () => Date };
/** The clocks of two servers differ. */
const AHEAD_MS = 300_000;

/**
 * Keeps a notice of an SM-DP+, and changes the state of the eSIM that it is about if no later one
 * came before. A notice about an ICCID that is not in the SM-DP+'s stock, or one that came before,
 * changes nothing.
 */
export async function takeNotice(
  { db, realNow }: Parts,
  { smdp, ...notice }: DownloadNotice & { smdp: string },
): Promise<void> {
  const types = (await selectProfileTypes(db)).filter((type) => type.smdp === smdp);
  const { iccid } = notice;
  for (const { carrier } of types) {
    const accountId = (await findOwners(db, { carrier, iccids: [iccid] })).get(iccid);
    if (accountId === undefined) continue;
    await db.transaction(async (tx) => {
      const now = await readClock(tx, { accountId, realNow: realNow() });
      await applyNotice({ db: tx, accountId, now }, { smdp, ...notice });
    });
    return;
  }
}

async function applyNotice(
  scope: Pick<Scope, 'accountId' | 'now'> & { db: Tx },
  { eid, ...notice }: DownloadNotice & { smdp: string },
): Promise<void> {
  const { db, now } = scope;
  const { iccid, shows } = notice;
  const profile = await lockProfile(scope, iccid);
  const at = notice.occurredAt;
  const isRight = at !== null && at.getTime() <= now.getTime() + AHEAD_MS;
  const kept = { ...notice, occurredAt: isRight ? at : now, receivedAt: now };
  if (!(await insertNotice(db, kept)) || shows === null) return;
  if (await hasLaterNotice(db, kept)) return;
  const changes = actionsTo(shows, profile).map((action) => ({ iccid, action }));
  for (const change of changes) {
    if (!(await isChanged(scope, { ...change, ...(eid !== null && { eid }) }))) return;
  }
}

/** Of a retired eSIM, or one beyond its installations, the notice is all that is kept. */
async function isChanged(...change: Parameters<typeof changeProfileState>): Promise<boolean> {
  try {
    await changeProfileState(...change);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

const STEPS: Record<ShownState, Record<EsimProfile['state'], readonly ProfileAction[]>> = {
  installed: { RELEASED: ['install'], INSTALLED: [], DISABLED: ['enable'], ERROR: [] },
  disabled: { RELEASED: ['install', 'disable'], INSTALLED: ['disable'], DISABLED: [], ERROR: [] },
  removed: { RELEASED: [], INSTALLED: ['remove'], DISABLED: ['remove'], ERROR: [] },
  // What is on a phone works there, however often others tried.
  failed: { RELEASED: ['fail'], INSTALLED: [], DISABLED: [], ERROR: [] },
};

/** Returns the actions that lead from the profile's state to what the notice shows. */
function actionsTo(shows: ShownState, { state }: EsimProfile): readonly ProfileAction[] {
  return STEPS[shows][state];
}
