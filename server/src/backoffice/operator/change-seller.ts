import { audit } from '../../kernel/context.ts';
import { findSeller, setSeller } from '../../money/billing/index.ts';
import type { Scope } from '../../platform/db/scope.ts';

type Details = Omit<Parameters<typeof setSeller>[1], 'now'>;

/** Sets the seller's details. Throws `invalid_request` for a VAT ID or IBAN that is wrong. */
export async function changeSeller(scope: Scope, details: Details) {
  const before = (await findSeller(scope.db)) ?? null;
  const seller = await setSeller(scope.db, { ...details, now: scope.now });
  audit(scope, { action: 'seller.changed', target: null, before, after: seller });
  return seller;
}
