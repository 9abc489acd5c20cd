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
export type { NewProfileDomain, ProfileDomain } from './profile-domain.ts';
export { createPublicLinks, type PublicLinks } from './public-links.ts';
export { findProfile, lockProfiles, noteSeen, readProfiles } from './read-profiles.ts';
