export const SCOPES = ['read', 'sell', 'refund', 'manage'] as const;
export type Scope = (typeof SCOPES)[number];

/** Whether a key with `granted` scopes may do what asks for `needed`; each other scope includes `read`. */
export function allows(granted: readonly Scope[], needed: Scope): boolean {
  return granted.includes(needed) || (needed === 'read' && granted.length > 0);
}
