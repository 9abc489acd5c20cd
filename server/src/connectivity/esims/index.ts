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
export { findOwners } from './find-owners.ts';
export { lockProfile, refuseUnlessActive } from './lock-profile.ts';
export { closeSessions, openSession, readAttachment, readSessionsOf } from './network-sessions.ts';
export { PROFILE_ACTIONS, type ProfileAction } from './profile-action.ts';
export type { NewProfileDomain, ProfileDomain } from './profile-domain.ts';
export { createPublicLinks, type PublicLinks } from './public-links.ts';
export { readProfileDomains } from './read-profile-domains.ts';
export { findProfile, readProfiles } from './read-profiles.ts';
export { readSuccession, type Succession } from './read-succession.ts';
export { type Replacement, replaceProfile } from './replace-profile.ts';
export { resetProfiles } from './reset-profiles.ts';
export { retireProfiles } from './retire-profiles.ts';
export { registerEsimRoutes } from './routes.ts';
export type { Attachment, SessionStart } from './session-store.ts';
export type { SeenProfile, Sighting } from './sighting-store.ts';
export { endSessions, findSessionStart, lockProfiles, recordSightings } from './sightings.ts';
