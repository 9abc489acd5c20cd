export {
  createOrganization,
  type NewOrganization,
  type OrganizationDraft,
} from './create-organization.ts';
export { openPlatform } from './open-platform.ts';
