import type { EsimState } from './esim-profile.ts';

/** Actions that a device, a carrier or the sandbox reports of a profile. */
export const PROFILE_ACTIONS = ['install', 'remove', 'disable', 'enable', 'fail'] as const;
export type ProfileAction = (typeof PROFILE_ACTIONS)[number];

/** The next state by action and state; null if the action is not possible. ERROR is final. */
const NEXT: Record<ProfileAction, Record<EsimState, EsimState | null>> = {
  install: { RELEASED: 'INSTALLED', INSTALLED: null, DISABLED: null, ERROR: null },
  remove: { RELEASED: null, INSTALLED: 'RELEASED', DISABLED: 'RELEASED', ERROR: null },
  disable: { RELEASED: null, INSTALLED: 'DISABLED', DISABLED: null, ERROR: null },
  enable: { RELEASED: null, INSTALLED: null, DISABLED: 'INSTALLED', ERROR: null },
  fail: { RELEASED: 'ERROR', INSTALLED: 'ERROR', DISABLED: 'ERROR', ERROR: null },
};

/** Returns the state after the action; null if the action is not possible in this state. */
export function nextProfileState(state: EsimState, action: ProfileAction): EsimState | null {
  return NEXT[action][state];
}
