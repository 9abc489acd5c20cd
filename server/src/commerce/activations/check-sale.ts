import { SANDBOX_CARRIER } from '../../connectivity/carriers/index.ts';
import type { ProfileDomain } from '../../connectivity/esims/index.ts';
import { keyOf } from '../../kernel/ids.ts';
import { formatAmount, toMinor } from '../../kernel/money.ts';
import { type InvalidPart, Refusal } from '../../kernel/refusal.ts';
import type { KnownCustomer } from '../customers/index.ts';
import type { ItemForSale } from '../inventory/index.ts';
import type { SellingAccount } from './account-store.ts';
import type { CheckedSale, SaleRequest, TopUpRequest } from './sale.ts';

/** The rows that the requests of a batch refer to: accounts by ID, the others by `keyOf`. */
export type SaleReferences = {
  accounts: ReadonlyMap<string, SellingAccount>;
  items: ReadonlyMap<string, ItemForSale>;
  customers: ReadonlyMap<string, KnownCustomer>;
  domains: ReadonlyMap<string, ProfileDomain>;
};

/**
 * Returns the request with the rows that it refers to. Throws the first refusal that applies, in
 * the order of `docs/api-compatibility.md`, except those about credits and stock.
 */
export function checkSale(request: SaleRequest, known: SaleReferences): CheckedSale {
  const account = accountOf(request, known);
  refuseMissingLocation(request, account);
  if (account.suspended) {
    throw new Refusal('account_suspended', 'This account is suspended and cannot sell.');
  }
  if (account.owes) {
    const detail =
      'This account owes credits whose payment was reversed. Buy credits to sell again.';
    throw new Refusal('account_suspended', detail);
  }
  const item = findItem(request, known);
  const target = request.kind === 'register' ? {} : findTarget(request, item, known);
  refuseMode(request, item);
  refusePrice(request, item);
  return { request, item, ...target };
}

/** Returns the account that sells. */
export function accountOf(
  { ctx }: SaleRequest,
  { accounts }: Pick<SaleReferences, 'accounts'>,
): SellingAccount {
  const account = accounts.get(ctx.accountId);
  if (!account) throw new Error(`account ${ctx.accountId} is gone`);
  return account;
}

function refuseMissingLocation(request: SaleRequest, account: SellingAccount): void {
  if (!account.requiresUserLocation) return;
  const missing: InvalidPart[] = [];
  if (!request.userIp) missing.push({ path: '/userIp', message: 'is required by this account' });
  if (!request.userCountry) {
    missing.push({ path: '/userCountry', message: 'is required by this account' });
  }
  if (missing.length > 0) {
    const detail = missing.map(({ path, message }) => `${path.slice(1)} ${message}`).join('; ');
    throw new Refusal('invalid_request', detail, { errors: missing });
  }
}

/** Returns the key of a row of the account that sells. */
function keyIn({ ctx }: SaleRequest, id: string): string {
  return keyOf({ accountId: ctx.accountId, id });
}

function findItem(request: SaleRequest, known: SaleReferences): ItemForSale {
  const item = known.items.get(keyIn(request, request.inventoryItemId));
  if (!item) {
    throw new Refusal('inventory_item_not_found', 'No inventory item has this ID.');
  }
  if (!item.active) {
    throw new Refusal('inventory_item_inactive', `${item.name} is inactive and cannot be sold.`);
  }
  // A sandbox account never takes a real profile, whatever carrier the data plan names.
  return request.ctx.mode === 'sandbox' ? { ...item, carrier: SANDBOX_CARRIER } : item;
}

function findTarget(request: TopUpRequest, item: ItemForSale, known: SaleReferences) {
  const customer = known.customers.get(keyIn(request, request.customerUid));
  if (!customer) throw new Refusal('customer_not_found', 'No customer has this ID.');
  if (customer.erasedAt) {
    throw new Refusal(
      'customer_deleted',
      'This customer was deleted. Sell to a new customer instead.',
    );
  }
  if (customer.countrySet !== item.countrySet) {
    throw new Refusal(
      'country_set_mismatch',
      `The customer's packages are for ${customer.countrySet}; this one is for ${item.countrySet}.`,
    );
  }
  if (request.dedicated) return { customer };
  return { customer, profileDomainId: findDomain(request, customer, known) };
}

function findDomain(request: TopUpRequest, customer: KnownCustomer, known: SaleReferences): string {
  if (request.customerProfileDomainId === undefined) return customer.firstDomainId;
  const domain = known.domains.get(keyIn(request, request.customerProfileDomainId));
  if (domain?.customerId === customer.id) return domain.id;
  throw new Refusal('profile_domain_not_found', 'The customer has no profile domain with this ID.');
}

function refuseMode(request: SaleRequest, item: ItemForSale): void {
  if (request.activationMode !== 'ON_DEMAND' || item.countrySetKind !== 'country') return;
  throw new Refusal(
    'activation_mode_not_allowed',
    'ON_DEMAND is for worldwide and regional packages only.',
  );
}

function refusePrice(request: SaleRequest, item: ItemForSale): void {
  const expected = request.expectedPrice;
  if (!expected) return;
  if (expected.currencyCode === 'USD' && toMinor(expected.priceValue) === item.retailMinor) return;
  throw new Refusal(
    'price_mismatch',
    `The retail price is ${formatAmount(item.retailMinor)}, ` +
      `not ${expected.priceValue} ${expected.currencyCode}.`,
  );
}
