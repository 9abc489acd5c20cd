/** The scopes of each role. The server decides; a test compares this copy with its table. */
export const SCOPES_OF_ROLE = {
  owner: ['read', 'sell', 'refund', 'manage', 'team', 'billing'],
  developer: ['read', 'sell', 'refund', 'manage'],
  finance: ['read', 'billing'],
  support: ['read', 'sell', 'refund'],
  viewer: ['read'],
  operator: ['read', 'team', 'assist', 'operate'],
  'operator-support': ['read', 'assist'],
} as const;
