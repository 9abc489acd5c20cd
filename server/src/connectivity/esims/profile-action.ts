import type { EsimState } from './esim-profile.ts';

/** What can happen to a profile on its way on and off devices. */
export const PROFILE_ACTIONS = ['install', 'remove', 'disable', 'enable', 'fail'] as const;
export type ProfileAction = (typeof PROFILE_ACTIONS)[number];

/** What each action makes of each state; null where it does not fit. A faulty profile stays so. */
const NEXT: Record<ProfileAction, Record<EsimState, EsimState | null>> = {
  install: { RELEASED: 'INSTALLED', INSTALLED: null, DISABLED: null, ERROR: null },
  remove: { RELEASED: null, INSTALLED: 'RELEASED', DISABLED: 'RELEASED', ERROR: null },
  disable: { RELEASED: null, INSTALLED: 'DISABLED', DISABLED: null, ERROR: null },
  enable: { RELEASED: null, INSTALLED: null, DISABLED: 'INSTALLED', ERROR: null },
  fail: { RELEASED: 'ERROR', INSTALLED: 'ERROR', DISABLED: 'ERROR', ERROR: null },
};

/** The state that the action leads to; null when it does not fit this state. */
export function nextProfileState(state: EsimState, action: ProfileAction): EsimState | null {
  return NEXT[action][state];
}
