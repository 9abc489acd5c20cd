import { randomUUID } from 'node:crypto';
import { shown } from './functions.ts';
import type { Profile, State } from './state.ts';

/** What a phone or a person does to a profile. */
export type Happening = 'download' | 'fail' | 'give_up' | 'enable' | 'disable' | 'delete';

/** A step of it: the point and the codes of a failure, and the state that follows. */
type Step = { point: number; state?: Profile['state']; failure?: [string, string] };

/** Points 1 to 4 are those of SGP.22; 5, 101 and 102 are vendors'. */
const STEPS: Record<Happening, readonly Step[]> = {
  download: [{ point: 1 }, { point: 3, state: 'Downloaded' }, { point: 4, state: 'Installed' }],
  // A phone may try again.
  fail: [{ point: 1 }, { point: 3 }, { point: 4, failure: ['8.1', '4.8'] }],
  give_up: [{ point: 1, failure: ['8.8.5', '6.4'], state: 'Error' }],
  enable: [{ point: 101 }],
  disable: [{ point: 102 }],
  delete: [{ point: 5 }],
};

/** Lets something happen to a profile. Returns the notices of it, in their order. */
export function happen(state: State, profile: Profile, what: Happening): object[] {
  return STEPS[what].map(({ point, state: next, failure }) => {
    if (next) profile.state = next;
    if (point === 3) profile.eid ??= '89049032123451234512345678901235';
    const status = failure
      ? {
          status: 'Failed',
          statusCodeData: { subjectCode: failure[0], reasonCode: failure[1] },
        }
      : { status: 'Executed-Success' };
    return {
      header: {
        functionRequesterIdentifier: state.address,
        functionCallIdentifier: randomUUID(),
      },
      ...(profile.eid !== null && { eid: profile.eid }),
      iccid: shown(profile),
      profileType: profile.profileType,
      timestamp: new Date().toISOString(),
      notificationPointId: point,
      notificationPointStatus: status,
    };
  });
}
