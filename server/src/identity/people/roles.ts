import type { ApiScope } from '../../kernel/scopes.ts';

/** What a member of a reseller's organization can be; the first of them leads it. */
export const RESELLER_ROLES = ['owner', 'developer', 'finance', 'support', 'viewer'] as const;
/** What a member of the platform's organization can be; the first of them leads it. */
export const PLATFORM_ROLES = ['operator', 'operator-support'] as const;
export const ROLES = [...RESELLER_ROLES, ...PLATFORM_ROLES] as const;
export type Role = (typeof ROLES)[number];

/** The scopes of each role. The only such table: routes require scopes, not roles. */
export const SCOPES_OF_ROLE: Record<Role, readonly ApiScope[]> = {
  owner: ['read', 'sell', 'refund', 'manage', 'team', 'billing'],
  developer: ['read', 'sell', 'refund', 'manage'],
  finance: ['read', 'billing'],
  support: ['read', 'sell', 'refund'],
  viewer: ['read'],
  operator: ['read', 'team', 'assist', 'operate'],
  'operator-support': ['read', 'assist'],
};

/** Returns the roles that fit an organization. */
export function rolesFor(isPlatform: boolean): readonly Role[] {
  return isPlatform ? PLATFORM_ROLES : RESELLER_ROLES;
}

/** Returns the role that an organization is never without. */
export function leadingRole(isPlatform: boolean): Role {
  return isPlatform ? 'operator' : 'owner';
}
