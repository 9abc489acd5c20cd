import { Refusal } from '../lib/refusal.ts';
import type { Context } from './context.ts';

export const SCOPES = ['read', 'sell', 'refund', 'manage'] as const;
export type Scope = (typeof SCOPES)[number];

/** Whether a key with `granted` scopes may do what needs `needed`; each includes `read`. */
function allows(granted: readonly Scope[], needed: Scope): boolean {
  return granted.includes(needed) || (needed === 'read' && granted.length > 0);
}

/** Refuses `insufficient_scope`. */
export function requireScope(ctx: Pick<Context, 'scopes'>, needed: Scope): void {
  if (!allows(ctx.scopes, needed)) {
    throw new Refusal('insufficient_scope', `This call needs a key with the scope ${needed}.`);
  }
}
