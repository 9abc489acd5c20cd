import { audit } from '../../kernel/context.ts';
import { type Price, readUsd, toPrice } from '../../kernel/money.ts';
import { invalid } from '../../kernel/refusal.ts';
import { recordEvents } from '../../messaging/events/index.ts';
import { addCredits, spendable } from '../../money/credits/index.ts';
import { collectOwed } from '../../money/payments/index.ts';
import type { Scope } from '../../platform/db/scope.ts';
import type { PriceInput } from '../../platform/http/schemas.ts';
import { lockSandbox } from '../../tenancy/accounts/index.ts';

/** The most credits of a sandbox, far below the largest number that a price can hold exactly. */
const MAX_CREDITS_MINOR = 1_000_000_000_00n;

/**
 * Adds credits to a sandbox account at no charge, records the event and returns the credits. Throws
 * `sandbox_only`, and `invalid_request` for an amount that is not USD, not above zero, or too high.
 */
export async function addSandboxCredits(
  scope: Scope,
  amount: PriceInput,
): Promise<{ balance: Price; held: Price; available: Price }> {
  await lockSandbox(scope);
  const amountMinor = readUsd(amount, '/amount', { min: 1n });

  const credits = { amountMinor, type: 'sandbox_credit', description: 'Sandbox credits' } as const;
  const books = await addCredits(scope, credits);
  if (books.postedMinor > MAX_CREDITS_MINOR)
    throw invalid('/amount', 'would exceed the maximum credits of a sandbox');
  const shown = {
    balance: toPrice(books.postedMinor),
    available: toPrice(spendable(books)),
  };
  const body = { origin: 'sandbox_credit', amount: toPrice(amountMinor), ...shown };
  await recordEvents(scope, [{ type: 'credits.added', body, createdAt: scope.now }]);
  await collectOwed(scope);
  audit(scope, {
    action: 'sandbox.credits_added',
    target: null,
    before: { balance: toPrice(books.postedMinor - amountMinor) },
    after: { balance: toPrice(books.postedMinor) },
  });
  return { ...shown, held: toPrice(books.heldMinor) };
}
