import type { ProfileAction } from '../../connectivity/esims/index.ts';
import {
  Mistake,
  type Place,
  readIccid,
  readId,
  readObject,
  readOptionalTime,
  readPlace,
  type Sent,
} from './check-report.ts';

/** What a carrier can notice about a profile. */
export const PROFILE_EVENT_TYPES = [
  'install',
  'remove',
  'enable',
  'disable',
  'error',
  'attach',
  'detach',
] as const;
type ProfileEventType = (typeof PROFILE_EVENT_TYPES)[number];

type Noticed = { eventId?: string; iccid: string; at?: Date };

/** A checked event of a carrier about a profile; without `at` it happens now. */
export type ProfileEvent =
  | (Noticed & { type: 'attach'; place: Place })
  | (Noticed & { type: 'detach' })
  | (Noticed & { type: 'change'; action: ProfileAction; eid?: string });

/** The outcome of one event of a report. */
export type ReportedEvent =
  | { eventId: string | null; outcome: 'applied' | 'duplicate' }
  | { eventId: string | null; outcome: 'rejected'; reason: string };

/** Reads one event of a carrier's report; gives the reason when it is none. */
export function checkEvent(sent: unknown): ProfileEvent | { reason: string } {
  try {
    return readEvent(readObject(sent));
  } catch (error) {
    if (error instanceof Mistake) return { reason: error.message };
    throw error;
  }
}

/** Returns the carrier's name for the event, as far as it is one. */
export function shownEventId(sent: unknown): string | null {
  const { eventId } = (sent ?? {}) as Sent;
  return typeof eventId === 'string' ? eventId.slice(0, 128) : null;
}

function readEvent(sent: Sent): ProfileEvent {
  const eventId = sent.eventId == null ? undefined : readId(sent, 'eventId');
  const noticed = { eventId, iccid: readIccid(sent), at: readOptionalTime(sent, 'at') };
  const type = readType(sent);
  if (type === 'attach') return { ...noticed, type, place: readPlace(sent) };
  if (type === 'detach') return { ...noticed, type };
  const action = type === 'error' ? 'fail' : type;
  return { ...noticed, type: 'change', action, eid: readEid(sent) };
}

function readType({ type }: Sent): ProfileEventType {
  const known = PROFILE_EVENT_TYPES.find((one) => one === type);
  if (known) return known;
  throw new Mistake(`type must be one of ${PROFILE_EVENT_TYPES.join(', ')}`);
}

function readEid({ eid }: Sent): string | undefined {
  if (eid === undefined || eid === null || eid === '') return undefined;
  if (typeof eid === 'string') return eid;
  throw new Mistake('eid must be a text of 32 digits');
}
