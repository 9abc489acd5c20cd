import type { Api, Json } from './api.ts';

/** Returns whether the caller sees personal data: the key has the scope `manage`. */
function maySee({ caller }: Api): boolean {
  return caller.scopes.includes('manage');
}

/** Returns an email address as the caller may see it: `j***@example.com` without `manage`. */
export function showEmail(api: Api, email: unknown): unknown {
  if (typeof email !== 'string' || maySee(api)) return email;
  return email.replace(/^(.).*(@.*)$/, '$1***$2');
}

/** Returns a link that opens data of a traveller, for callers who may see that. */
function showLink(api: Api, name: string, link: unknown): Json {
  return maySee(api) ? { [name]: link } : {};
}

export function showItem(item: Json): Json {
  const { id, name, sizeValue, sizeUnit, validitySize, countrySet, active, amount } = item;
  return {
    inventoryItemId: id,
    name,
    size: `${sizeValue} ${sizeUnit}`,
    ...showTerms(item),
    validityDays: item.validityUnlimited ? null : validitySize,
    countrySet,
    cost: firstPrice(item.prices),
    retailPrice: firstPrice(item.retailPrices),
    prepaidUnits: amount,
    active,
    activationModes: item.activationModes,
  };
}

export function showPlan(plan: Json): Json {
  return {
    productId: plan.productId,
    name: plan.name,
    size: `${plan.sizeValue} ${plan.sizeUnit}`,
    ...showTerms(plan),
    validityDays: plan.validityUnlimited ? null : plan.validitySize,
    countrySet: plan.countrySet,
    countries: (plan.includedCountries as string[]).length,
    cost: priceOf(plan.wholesalePrice),
    suggestedRetailPrice: priceOf(plan.suggestedRetailPrice),
    inventoryItemId: plan.inventoryItemId,
  };
}

/** Returns how the data may be used, unless it is a single amount. */
function showTerms({ dataType, dailyBytes, dayTimeZone, fairUse }: Json): Json {
  if (dataType === undefined) return {};
  return { dataType, dailyBytes, dayTimeZone, fairUse };
}

export function showCustomer(api: Api, customer: Json): Json {
  return {
    customerUid: customer.uid,
    email: showEmail(api, customer.email),
    ...showLink(api, 'profileUrl', customer.profileUrl),
    countrySet: customer.countrySet,
    countryOfResidence: customer.countryOfResidence,
    metatag: customer.metatag,
    createdAt: customer.createdAt,
    packages: customer.activatedItemCount,
    availableBytes: customer.totalAvailableBytes,
  };
}

export function showPackage(item: Json): Json {
  const balance = item.balance as Json;
  return {
    packageUid: item.uid,
    name: balance.name,
    state: item.state,
    status: item.status,
    countrySet: item.countrySet,
    customerUid: item.customerUid,
    metatag: item.metatag,
    soldAt: item.salesDate,
    activatedAt: balance.activatedAt,
    expiresAt: balance.expiresAt,
    usedBytes: balance.usedBytes,
    availableBytes: balance.availableBytes,
    ...showTerms(balance),
    ...(balance.today ? { today: balance.today } : {}),
    cost: priceOf(item.purchasePrice),
    retailPrice: priceOf(item.retailPrice),
    refundable: item.refundable,
    refundableReason: item.refundableReason,
  };
}

export function showEsim(api: Api, esim: Json): Json {
  return {
    iccid: esim.iccid,
    state: esim.state,
    active: esim.active,
    installCount: esim.installCount,
    installLimit: esim.installLimit,
    currentCountry: esim.currentCountry,
    currentNetwork: esim.currentNetwork,
    lastSeen: esim.lastSeen,
    usageAsOf: esim.usageAsOf,
    usageSource: esim.usageSource,
    suspendedAt: esim.suspendedAt,
    successorIccid: esim.successorIccid,
    customerUid: esim.customerUid,
    ...showLink(api, 'installationUrl', esim.installationUrl),
  };
}

/** Returns the outcome of a sale. */
export function showSale(api: Api, sale: Json): Json {
  return {
    status: sale.status,
    package: showPackage(sale.activatedItem as Json),
    customer: showCustomer(api, sale.customer as Json),
    esim: sale.esimProfile ? showEsim(api, sale.esimProfile as Json) : null,
  };
}

/** Returns an amount as `4.99 USD`. */
export function priceOf(price: unknown): string | null {
  if (typeof price !== 'object' || price === null) return null;
  const { priceValue, currencyCode } = price as { priceValue: number; currencyCode: string };
  return `${priceValue.toFixed(2)} ${currencyCode}`;
}

function firstPrice(prices: unknown): string | null {
  return priceOf((prices as Json[] | undefined)?.[0]);
}

/** Returns the items of a list, shown, and where it continues. */
export function showList(answer: Json, show: (item: Json) => Json): Json {
  const { items, nextCursor = null } = answer as { items: Json[]; nextCursor?: unknown };
  return { items: items.map(show), nextCursor };
}
