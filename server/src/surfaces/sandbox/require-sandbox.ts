import type { Context } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/refusal.ts';

/** Throws `sandbox_only` if the account is live. */
export function requireSandbox(ctx: Pick<Context, 'mode'>): void {
  if (ctx.mode === 'sandbox') return;
  throw new Refusal(
    'sandbox_only',
    'This operation is for sandbox accounts only. Your account is live.',
  );
}
