import { audit } from '../../../kernel/context.ts';
import {
  type BankAccount,
  bankAccountOf,
  checkSeller,
  lockSeller,
  type Seller,
  type SellerInput,
  saveSeller,
} from '../../../money/billing/index.ts';
import type { Scope } from '../../../platform/db/scope.ts';
import type { ApprovalRequest } from './approval.ts';
import { selectWaitingAccountForUpdate, updateApproval } from './approval-store.ts';
import { propose } from './propose.ts';
import { requirePerson } from './second-person.ts';

export type ChangedSeller = { seller: Seller; request: ApprovalRequest | null };

/**
 * Sets the seller's details. Another bank account than before is proposed to a second operator and
 * replaces an earlier proposal; until the approval the old account stays. The first details are
 * set at once. Throws `invalid_request`, and `forbidden` if a program proposes a bank account.
 */
export async function changeSeller(scope: Scope, input: SellerInput): Promise<ChangedSeller> {
  const wanted = checkSeller(input);
  const before = await lockSeller(scope.db);
  const seller = before ? { ...wanted, ...bankAccountOf(before) } : wanted;
  await saveSeller(scope.db, seller, scope.now);
  audit(scope, { action: 'seller.changed', target: null, before: before ?? null, after: seller });
  if (!before || isSameAccount(before, wanted)) return { seller, request: null };
  return { seller, request: await proposeAccount(scope, bankAccountOf(wanted)) };
}

/** The lock of the seller's row lets one proposal pass at a time. */
async function proposeAccount(scope: Scope, account: BankAccount): Promise<ApprovalRequest> {
  const { id: decidedBy, name: decidedByName } = requirePerson(scope);
  const earlier = await selectWaitingAccountForUpdate(scope.db);
  if (earlier) {
    const decided = { decidedBy, decidedByName, decidedAt: scope.now };
    await updateApproval(scope.db, { ...earlier, ...decided, state: 'rejected' });
  }
  const kind = 'seller_bank_account';
  const request = await propose(scope, { kind, reason: 'bank_account', payload: account });
  if (!request) throw new Error('a bank account waits that was not locked');
  const action = 'seller_bank_account.proposed';
  audit(scope, { action, target: request.id, before: null, after: account });
  return request;
}

function isSameAccount(one: BankAccount, other: BankAccount): boolean {
  return one.iban === other.iban && one.bic === other.bic && one.bankName === other.bankName;
}
