import { Refusal } from './refusal.ts';

/** The scopes of API keys (docs/api-compatibility.md#scopes). */
export const KEY_SCOPES = ['read', 'sell', 'refund', 'manage'] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];

/**
 * What a caller may be allowed. Beyond those of keys: `team` colleagues and the audit log,
 * `billing` paying and its settings, `assist` the platform's support desk, `operate` the platform.
 */
export const SCOPES = [...KEY_SCOPES, 'team', 'billing', 'assist', 'operate'] as const;
export type ApiScope = (typeof SCOPES)[number];

/** Returns a key's scopes with the one that `manage` includes: buying credits. */
export function scopesOfKey(given: readonly KeyScope[]): readonly ApiScope[] {
  return given.includes('manage') ? [...given, 'billing'] : given;
}

/**
 * Returns whether a caller with `granted` scopes may do what needs `needed`; each includes `read`.
 */
function allows(granted: readonly ApiScope[], needed: ApiScope): boolean {
  return granted.includes(needed) || (needed === 'read' && granted.length > 0);
}

/** Refuses `insufficient_scope`; of several scopes any one is enough. */
export function requireScope(
  ctx: { scopes: readonly ApiScope[] },
  needed: ApiScope | readonly ApiScope[],
): void {
  const enough = typeof needed === 'string' ? [needed] : needed;
  if (enough.some((scope) => allows(ctx.scopes, scope))) return;
  const named = `${enough.length > 1 ? 'one of the scopes' : 'the scope'} ${enough.join(', ')}`;
  throw new Refusal('insufficient_scope', `This operation requires ${named}.`);
}
