import type { CarrierProfile } from '../../connectivity/carriers/index.ts';
import type { EsimProfile, NewProfileDomain } from '../../connectivity/esims/index.ts';
import { newId } from '../../kernel/ids.ts';
import type { Customer } from '../customers/index.ts';
import { lifeFrom, type Package } from './package.ts';
import type { CheckedSale, Sale } from './sale.ts';
import { clientIdOf, type Settlement } from './settle-sales.ts';

/** The records of one accepted sale, before they are written. */
export type SaleDraft = {
  settlement: Settlement;
  sale: Sale;
  newCustomer?: Customer;
  newDomain?: NewProfileDomain;
};

/** Returns the records of a settled sale at the account's `now`. */
export function draftSale(settlement: Settlement, now: Date): SaleDraft {
  const { request, customer: known, profileDomainId } = settlement.sale;
  const newCustomer = known ? undefined : draftCustomer(settlement.sale, now);
  const customer = known ?? (newCustomer as Customer);
  const dedicated = request.kind === 'top_up_with_profile' && request.dedicated === true;
  const newDomain =
    profileDomainId === undefined
      ? {
          accountId: customer.accountId,
          id: newId(),
          customerId: customer.id,
          dedicated,
          createdAt: now,
        }
      : undefined;
  const domainId = profileDomainId ?? (newDomain as NewProfileDomain).id;

  const esimProfile =
    settlement.profile && draftProfile(settlement.profile, { settlement, customer, domainId, now });
  const item = draftPackage(settlement, { customer, domainId, esimProfile, now });
  return { settlement, sale: { item, customer, esimProfile }, newCustomer, newDomain };
}

function draftCustomer({ request, item }: CheckedSale, now: Date): Customer {
  return {
    accountId: request.ctx.accountId,
    id: newId(),
    email: (request.kind === 'register' && request.customerEmail) || null,
    countryOfResidence: null,
    countrySet: item.countrySet,
    metatag: request.metatag ?? null,
    linkVersion: 0,
    language: null,
    unsubscribedAt: null,
    createdAt: now,
    erasedAt: null,
  };
}

function draftProfile(
  claimed: CarrierProfile,
  of: { settlement: Settlement; customer: Customer; domainId: string; now: Date },
): EsimProfile {
  return {
    ...claimed,
    accountId: of.customer.accountId,
    id: newId(),
    customerId: of.customer.id,
    profileDomainId: of.domainId,
    carrier: of.settlement.sale.item.carrier,
    state: 'RELEASED',
    eid: null,
    installCount: 0,
    lastSeenAt: null,
    activatedAt: null,
    currentCountry: null,
    usageAsOf: null,
    usageSource: null,
    replacedBy: null,
    replacements: 0,
    linkVersion: 0,
    suspendedAt: null,
    retiredAt: null,
    createdAt: of.now,
  };
}

type PackageOwner = {
  customer: Customer;
  domainId: string;
  esimProfile: EsimProfile | null;
  now: Date;
};

function draftPackage(settlement: Settlement, owner: PackageOwner): Package {
  const { request, item } = settlement.sale;
  const { id: inventoryItemId, retailMinor, wholesaleMinor, ...plan } = item;
  return {
    accountId: request.ctx.accountId,
    id: newId(),
    customerId: owner.customer.id,
    profileDomainId: owner.domainId,
    esimProfileId: owner.esimProfile?.id ?? null,
    inventoryItemId,
    dataPlanId: plan.dataPlanId,
    name: plan.name,
    sizeValue: plan.sizeValue,
    sizeUnit: plan.sizeUnit,
    dataBytes: plan.dataBytes,
    usedBytes: 0n,
    dataTerms: plan.dataTerms,
    dataDays: null,
    validityDays: plan.validityDays,
    countrySet: plan.countrySet,
    carrier: plan.carrier,
    activationMode: request.activationMode,
    salesChannel: request.salesChannel,
    metatag: request.metatag ?? null,
    userIp: request.userIp ?? null,
    userCountry: request.userCountry ?? null,
    status: settlement.fromStock ? 'ACTIVATED' : 'PURCHASED',
    purchasePriceMinor: wholesaleMinor,
    retailPriceMinor: retailMinor,
    holdSequence: null,
    clientId: request.appId ?? (clientIdOf(settlement.sale) || null),
    personId: request.ctx.actor.kind === 'person' ? request.ctx.actor.personId : null,
    warnedAt: null,
    refundedAt: null,
    ...draftLife(settlement, owner.now),
  };
}

function draftLife({ sale, isPending }: Settlement, now: Date) {
  const { request, item } = sale;
  if (isPending) {
    return { state: 'PENDING', soldAt: now, activatedAt: null, expiresAt: null } as const;
  }
  return { soldAt: now, ...lifeFrom({ ...request, validityDays: item.validityDays }, now) };
}
