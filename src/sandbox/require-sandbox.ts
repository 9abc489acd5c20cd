import type { Context } from '../accounts/index.ts';
import { Refusal } from '../lib/refusal.ts';

/** Refuses `sandbox_only` on a live account. */
export function requireSandbox(ctx: Pick<Context, 'mode'>): void {
  if (ctx.mode === 'sandbox') return;
  throw new Refusal('sandbox_only', 'This is for sandbox accounts; this account is live.');
}
