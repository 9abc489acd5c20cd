import type { SimulatedAnswer } from '../simulator.ts';
import { type Body, nextMatchingId, type Profile, plainIccid, type State } from './state.ts';

const HEADERS = { 'x-admin-protocol': 'gsma/rsp/v2.5.0' };

function answer(status: object, fields: object = {}): SimulatedAnswer {
  const body = { header: { functionExecutionStatus: status }, ...fields };
  return { status: 200, body, headers: HEADERS };
}

function succeed(state: State, fields: object = {}): SimulatedAnswer {
  if (!state.warns) return answer({ status: 'Executed-Success' }, fields);
  const statusCodeData = { subjectCode: '8.9', reasonCode: '5.1', message: 'SM-DS not reachable' };
  return answer({ status: 'Executed-WithWarning', statusCodeData }, fields);
}

/** HTTP is 200 for a function that failed, too. */
export function fail(subjectCode: string, reasonCode: string, message?: string): SimulatedAnswer {
  const statusCodeData = { subjectCode, reasonCode, ...(message && { message }) };
  return answer({ status: 'Failed', statusCodeData });
}

export const FUNCTIONS: Record<string, (state: State, body: Body) => SimulatedAnswer> = {
  downloadOrder,
  confirmOrder,
  releaseProfile,
  cancelOrder,
};

function downloadOrder(state: State, { eid, iccid, profileType }: Body): SimulatedAnswer {
  if (iccid === undefined && profileType === undefined) return fail('1.6', '2.3');
  if (iccid === undefined && !state.types.has(String(profileType))) return fail('8.2.5', '3.9');
  const found = iccid === undefined ? firstOf(state, String(profileType)) : named(state, iccid);
  if (!found) return iccid === undefined ? fail('8.2.5', '3.7') : fail('8.2.1', '3.9');
  const fits = profileType === undefined || profileType === found.profileType;
  if (!fits) return fail('8.2.5', '3.8');
  if (found.state !== 'Available') return fail('8.2.1', '3.3');
  found.state = eid === undefined ? 'Allocated' : 'Linked';
  found.eid = eid === undefined ? null : String(eid);
  found.orders += 1;
  return succeed(state, { iccid: shown(found) });
}

function confirmOrder(state: State, body: Body): SimulatedAnswer {
  const { releaseFlag, matchingId, confirmationCode, eid } = body;
  if (body.iccid === undefined || typeof releaseFlag !== 'boolean') return fail('1.6', '2.2');
  const found = named(state, body.iccid);
  if (!found) return fail('8.2.1', '3.9');
  if (found.state !== 'Allocated' && found.state !== 'Linked') return fail('8.2.1', '3.3');
  if (isOfAnother(found.eid, eid)) return fail('8.1.1', '3.10');
  const asked = state.takesMatchingIds && typeof matchingId === 'string' ? matchingId : null;
  if (asked !== null && !/^[0-9A-Z-]+$/.test(asked)) return fail('8.2.6', '2.1');
  const isTaken = [...state.profiles.values()].some((one) => one.matchingId === asked);
  if (asked !== null && isTaken) return fail('8.2.6', '3.3');
  found.matchingId = asked ?? nextMatchingId(state);
  found.confirmationCode = typeof confirmationCode === 'string' ? confirmationCode : null;
  found.state = releaseFlag ? 'Released' : 'Confirmed';
  found.eid ??= typeof eid === 'string' ? eid : null;
  const bound = found.eid !== null && { eid: found.eid };
  return succeed(state, { ...bound, matchingId: found.matchingId, smdpAddress: state.address });
}

/** Whether a request names another one than the profile is bound to. */
function isOfAnother(bound: string | null, named: unknown): boolean {
  return bound !== null && named !== undefined && named !== bound;
}

function releaseProfile(state: State, { iccid }: Body): SimulatedAnswer {
  const found = named(state, iccid);
  if (!found) return iccid === undefined ? fail('1.6', '2.2') : fail('8.2.1', '3.9');
  if (found.state !== 'Confirmed') return fail('8.2.1', '3.5');
  found.state = 'Released';
  return succeed(state);
}

function cancelOrder(state: State, body: Body): SimulatedAnswer {
  const { iccid, eid, matchingId, finalProfileStatusIndicator } = body;
  const isStatus = ['Available', 'Unavailable'].includes(String(finalProfileStatusIndicator));
  if (iccid === undefined || !isStatus) return fail('8.2.1', '2.2');
  const found = named(state, iccid);
  if (!found) return fail('8.2.1', '3.9');
  if (!['Allocated', 'Linked', 'Confirmed', 'Released'].includes(found.state)) {
    return fail('8.2.1', '3.3');
  }
  if (isOfAnother(found.eid, eid)) return fail('8.1.1', '3.10');
  if (isOfAnother(found.matchingId, matchingId)) return fail('8.2.6', '3.10');
  found.state = finalProfileStatusIndicator === 'Available' ? 'Available' : 'Unavailable';
  Object.assign(found, { eid: null, matchingId: null, confirmationCode: null });
  found.orders -= 1;
  return succeed(state);
}

function firstOf({ profiles }: State, profileType: string): Profile | undefined {
  return [...profiles.values()].find(
    (one) => one.profileType === profileType && one.state === 'Available',
  );
}

export function named({ profiles }: State, iccid: unknown): Profile | undefined {
  return profiles.get(plainIccid(iccid));
}

/** ICCIDs of 19 digits are filled up to 20 characters. */
export function shown({ iccid }: Profile): string {
  return iccid.padEnd(20, 'F');
}
