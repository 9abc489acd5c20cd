import { readBillingDetails, setBillingDetails, setSeller } from '../../money/billing/index.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { findAccount } from '../../tenancy/accounts/index.ts';
import { hasSeller } from './store.ts';

const SELLER = {
  legalName: 'Demonstration Operator GmbH',
  addressLine1: 'Praterstraße 1',
  postalCode: '1020',
  city: 'Wien',
  country: 'AT',
  vatId: 'ATU12345675',
  email: 'operator@demo.test',
  bankName: 'Demonstration Bank',
  iban: 'AT611904300234573201',
  bic: 'DEMOATWW',
};
const BUYER = {
  legalName: 'Demonstration Travel GmbH',
  addressLine1: 'Unter den Linden 1',
  postalCode: '10117',
  city: 'Berlin',
  country: 'DE',
  vatId: 'DE123456788',
  billingEmail: 'finance@demo.test',
};

/** Sets the seller and the billing details of the demonstration unless they are set. */
export async function seedBilling(
  scope: Pick<Scope, 'db' | 'accountId'>,
  now: Date,
): Promise<void> {
  if (!(await hasSeller(scope.db))) await setSeller(scope.db, { ...SELLER, now });
  const { organizationId } = await findAccount(scope.db, scope.accountId);
  if (await readBillingDetails(scope.db, organizationId)) return;
  await setBillingDetails({ db: scope.db, organizationId, now, changes: [] }, BUYER);
}
