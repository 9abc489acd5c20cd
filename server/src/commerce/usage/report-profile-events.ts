import { changeProfileState, findOwners, lockProfile } from '../../connectivity/esims/index.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { readClock } from '../../tenancy/accounts/index.ts';
import { attachProfile, detachProfile } from './attach-profile.ts';
import { hasEventId, insertEventId } from './event-store.ts';
import { nameByIccid } from './name-by-iccid.ts';
import {
  checkEvent,
  type ProfileEvent,
  type ReportedEvent,
  shownEventId,
} from './profile-event.ts';
import { isAhead, isBeyondWindow, UNKNOWN_ICCID, WINDOW_DAYS } from './usage-record.ts';

type Asked = { event: ProfileEvent; accountId: string; carrier: string };

export type EventParts = { db: Database; realNow: () => Date };

/**
 * Lets what a carrier noticed about its profiles happen, each event in a transaction of its own, in
 * the order of their times; gives what became of each in the order sent. An `eventId` happens once
 * in `WINDOW_DAYS`, and an event that is older is rejected; a rejected one may come again.
 */
export async function reportProfileEvents(
  parts: EventParts,
  carrier: string,
  sent: readonly unknown[],
): Promise<ReportedEvent[]> {
  const checked = (await nameByIccid(parts.db, carrier, sent)).map(checkEvent);
  const events = checked.filter((one) => 'iccid' in one);
  const iccids = [...new Set(events.map(({ iccid }) => iccid))];
  const owners = await findOwners(parts.db, { carrier, iccids });
  const outcomes = new Map<ProfileEvent | { reason: string }, Outcome>();
  for (const event of events.sort(byTime)) {
    const accountId = owners.get(event.iccid);
    if (accountId === undefined) continue;
    outcomes.set(event, await happen(parts, { event, accountId, carrier }));
  }

  return checked.map((one, index) => {
    const eventId = shownEventId(sent[index]);
    const reason = 'reason' in one ? one.reason : UNKNOWN_ICCID;
    return { eventId, ...(outcomes.get(one) ?? { outcome: 'rejected', reason }) };
  });
}

type Outcome = { outcome: 'applied' | 'duplicate' } | { outcome: 'rejected'; reason: string };

/** Events without a time happen after those with one. */
function byTime(one: ProfileEvent, other: ProfileEvent): number {
  return timeOf(one) - timeOf(other);
}

function timeOf({ at }: ProfileEvent): number {
  return at?.getTime() ?? Number.MAX_VALUE;
}

async function happen({ db, realNow }: EventParts, asked: Asked): Promise<Outcome> {
  try {
    return await db.transaction(async (tx) => {
      const { accountId, event } = asked;
      const now = await readClock(tx, { accountId, realNow: realNow() });
      if (event.at && isAhead(event.at, now)) throw new Refusal('invalid_request', IN_THE_FUTURE);
      if (event.at && isBeyondWindow(event.at, now)) throw new Refusal('invalid_request', TOO_OLD);
      return applyOnce(tx, asked, now);
    });
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'service_unavailable') throw error;
    return { outcome: 'rejected', reason: error.message };
  }
}

const IN_THE_FUTURE = 'at must not be in the future';
const TOO_OLD = `at must not be more than ${WINDOW_DAYS} days ago`;

async function applyOnce(tx: Tx, asked: Asked, now: Date): Promise<Outcome> {
  const { event, accountId, carrier } = asked;
  const { eventId } = event;
  // The lock first: of two reports of one event at once, the second finds what the first has kept.
  await lockProfile({ db: tx, accountId }, event.iccid);
  const claim = eventId === undefined ? undefined : { carrier, eventId };
  if (claim && (await hasEventId(tx, accountId, claim))) return { outcome: 'duplicate' };

  await apply({ db: tx, accountId, now }, event);
  if (claim) await insertEventId(tx, accountId, claim);
  return { outcome: 'applied' };
}

async function apply(
  scope: Pick<Scope, 'db' | 'accountId' | 'now'>,
  event: ProfileEvent,
): Promise<unknown> {
  const { iccid, at } = event;
  switch (event.type) {
    case 'attach':
      return attachProfile(scope, { iccid, at, ...event.place });
    case 'detach':
      return detachProfile(scope, { iccid, at });
    case 'change': {
      const { action, eid } = event;
      const now = at && at < scope.now ? at : scope.now;
      return changeProfileState({ ...scope, now }, { iccid, action, eid });
    }
  }
}
