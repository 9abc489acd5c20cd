import { iccidOf, matchingIdOf } from '../iccids.ts';

/** SGP.22, 3.1.6. */
type ProfileState =
  | 'Available'
  | 'Allocated'
  | 'Linked'
  | 'Confirmed'
  | 'Released'
  | 'Downloaded'
  | 'Installed'
  | 'Error'
  | 'Unavailable';

export type Profile = {
  iccid: string;
  profileType: string;
  state: ProfileState;
  eid: string | null;
  matchingId: string | null;
  confirmationCode: string | null;
  /** How often it was ordered: more than once without a cancellation is a mistake. */
  orders: number;
};

export type State = {
  profiles: Map<string, Profile>;
  /** Profile types that this caller may order. */
  types: Set<string>;
  address: string;
  /** Whether the SM-DP+ takes the matching ID that the operator asks for. */
  takesMatchingIds: boolean;
  /** What the next answers warn of, instead of a plain success. */
  warns: boolean;
  serial: number;
};

export type Body = Record<string, unknown>;

const PREFIX = '8988303';

/** Returns an SM-DP+ with this many profiles of each type, in the order of their ICCIDs. */
export function newState(
  stock: Readonly<Record<string, number>>,
  more: Pick<State, 'address' | 'takesMatchingIds'>,
): State {
  const profiles = new Map<string, Profile>();
  let serial = 0;
  for (const [profileType, count] of Object.entries(stock)) {
    for (let made = 0; made < count; made += 1) {
      serial += 1;
      const iccid = iccidOf(PREFIX, serial);
      profiles.set(iccid, newProfile(iccid, profileType));
    }
  }
  return { profiles, types: new Set(Object.keys(stock)), warns: false, serial, ...more };
}

function newProfile(iccid: string, profileType: string): Profile {
  const nothing = { eid: null, matchingId: null, confirmationCode: null };
  return { iccid, profileType, state: 'Available', ...nothing, orders: 0 };
}

export function nextMatchingId(state: State): string {
  state.serial += 1;
  return matchingIdOf(state.serial);
}

/** Returns an ICCID as it is compared: without the filler. */
export function plainIccid(value: unknown): string {
  return typeof value === 'string' ? value.replace(/F+$/, '') : '';
}
