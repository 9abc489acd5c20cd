export { changeProfileState } from './change-profile-state.ts';
export { addEsimProfiles, loadProfileDomains, openProfileDomains } from './equip-customers.ts';
export {
  activationCode,
  type EsimProfile,
  type EsimProfileView,
  type EsimState,
  INSTALL_LIMIT,
  isActiveProfile,
  type NewEsimProfile,
  showEsimProfile,
} from './esim-profile.ts';
export { anEsimProfile, EsimProfileSchema } from './esim-profile-schema.ts';
export { closeSessions, openSession } from './network-sessions.ts';
export { PROFILE_ACTIONS, type ProfileAction } from './profile-action.ts';
export type { NewProfileDomain, ProfileDomain } from './profile-domain.ts';
export { createPublicLinks, type PublicLinks } from './public-links.ts';
export { findProfile, lockProfiles, noteSeen, readProfiles } from './read-profiles.ts';
export { type Replacement, replaceProfile } from './replace-profile.ts';
export { resetProfiles } from './reset-profiles.ts';
export type { SessionStart } from './session-store.ts';
