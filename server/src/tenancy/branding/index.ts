export { type Brand, LOGO_PATH, NO_BRAND } from './branding.ts';
export { checkPageHosts } from './check-page-hosts.ts';
export type { HostProofs } from './host-proof.ts';
export { createPageHosts, type PageHosts } from './page-hosts.ts';
export { registerBrandingRoutes } from './routes.ts';
export { readBrandAndTime, readBranding } from './update-branding.ts';
