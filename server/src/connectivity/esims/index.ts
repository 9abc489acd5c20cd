export { changeProfileState } from './change-profile-state.ts';
export { openProfileDomains, readProfileDomains } from './domain-store.ts';
export {
  type EsimProfile,
  type EsimState,
  INSTALL_LIMIT,
  isActiveProfile,
  latestFigure,
  type NewEsimProfile,
  showEsimProfile,
  showLatestFigure,
  type UsageSource,
} from './esim-profile.ts';
export { anEsimProfile, EsimProfileSchema } from './esim-profile-schema.ts';
export { findOwners } from './find-owners.ts';
export { findProfile } from './find-profile.ts';
export { loadProfileDomains } from './load-profile-domains.ts';
export { lockProfile, refuseUnlessActive } from './lock-profile.ts';
export { openSession } from './open-session.ts';
export { PROFILE_ACTIONS, type ProfileAction } from './profile-action.ts';
export type { NewProfileDomain, ProfileDomain } from './profile-domain.ts';
export {
  addEsimProfiles,
  customersOfProfile,
  raiseLinkVersion,
  readProfiles,
} from './profile-store.ts';
export { createPublicLinks, type PublicLinks } from './public-links.ts';
export { readSuccession, type Succession } from './read-succession.ts';
export { type Replacement, replaceProfile } from './replace-profile.ts';
export { resetProfiles } from './reset-profiles.ts';
export { retireProfiles } from './retire-profiles.ts';
export { registerEsimRoutes } from './routes.ts';
export {
  closeSessions,
  endSessions,
  findSessionStart,
  readSessionsOf,
} from './session-store.ts';
export {
  type Attachment,
  lockProfiles,
  readAttachment,
  recordFigures,
  recordSightings,
  type SeenProfile,
  type Sighting,
} from './sighting-store.ts';
export { resumeProfile, suspendProfile } from './suspend-profile.ts';
