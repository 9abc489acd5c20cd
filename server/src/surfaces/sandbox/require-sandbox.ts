import type { Context } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/refusal.ts';

/** Refuses `sandbox_only` on a live account. */
export function requireSandbox(ctx: Pick<Context, 'mode'>): void {
  if (ctx.mode === 'sandbox') return;
  throw new Refusal('sandbox_only', 'This call is for sandbox accounts. Your account is live.');
}
