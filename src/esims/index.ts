export {
  activationCode,
  type EsimProfile,
  type EsimProfileView,
  type EsimState,
  INSTALL_LIMIT,
  isActiveProfile,
  showEsimProfile,
} from './esim-profile.ts';
export { createPublicLinks, type PublicLinks } from './public-links.ts';
