import { audit } from '../../kernel/context.ts';
import { isUuid } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import type { Customer } from './customer.ts';
import { noSuchCustomer, readCustomer } from './read-customers.ts';
import { updateCustomerDetails } from './store.ts';

/**
 * Updates the fields that are defined. `countryOfResidence` may be in either case. Throws
 * `customer_not_found`, `customer_deleted`.
 */
export async function updateCustomer(
  scope: Pick<Scope, 'db' | 'accountId' | 'changes'>,
  input: { uid: string; email?: string; countryOfResidence?: string },
): Promise<Customer> {
  if (!isUuid(input.uid)) throw noSuchCustomer();
  const updated = await updateCustomerDetails(scope.db, scope.accountId, {
    id: input.uid,
    email: input.email ?? null,
    countryOfResidence: input.countryOfResidence?.toUpperCase() ?? null,
  });
  if (updated) {
    const fields = (['email', 'countryOfResidence'] as const).filter((field) => input[field]);
    audit(scope, {
      action: 'customer.updated',
      target: updated.id,
      before: null,
      after: { fields },
    });
    return updated;
  }
  await readCustomer(scope, input.uid);
  throw new Refusal('customer_deleted', 'This customer was deleted and cannot be updated.');
}
