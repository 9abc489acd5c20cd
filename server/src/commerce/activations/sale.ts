import type { EsimProfile } from '../../connectivity/esims/index.ts';
import type { Context } from '../../kernel/context.ts';
import type { SalesChannel } from '../../kernel/sales-channel.ts';
import type { Approval } from '../approvals/index.ts';
import type { Customer } from '../customers/index.ts';
import type { ItemForSale } from '../inventory/index.ts';
import type { ActivationMode, Package } from './package.ts';

/** The fields that every request for a sale has; absent values are undefined. */
type SaleTerms = {
  ctx: Context;
  inventoryItemId: string;
  activationMode: ActivationMode;
  salesChannel: SalesChannel;
  /** The app that sells, in its channels. */
  appId?: string;
  metatag?: string;
  userIp?: string;
  /** Upper case. */
  userCountry?: string;
  /** The retail price that the caller expects; checked against the item's. */
  expectedPrice?: { priceValue: number; currencyCode: string };
};

/** A first package: a new customer with a new profile. */
type RegisterRequest = SaleTerms & { kind: 'register'; customerEmail?: string };

/** A further package for a customer; `top_up_with_profile` adds a further profile. */
export type TopUpRequest = SaleTerms & {
  kind: 'top_up' | 'top_up_with_profile';
  customerUid: string;
  customerProfileDomainId?: string;
  /** Opens a new profile domain for the new profile and this package. */
  dedicated?: boolean;
};

export type SaleRequest = RegisterRequest | TopUpRequest;

/** A request that passed every check except credits and stock, with the rows it refers to. */
export type CheckedSale = {
  request: SaleRequest;
  item: ItemForSale;
  /** The existing customer of a top-up. */
  customer?: Customer;
  /** The domain that the package joins; undefined if the sale opens one. */
  profileDomainId?: string;
  /** The approval of a sale that was asked about before. */
  approval?: Approval;
};

export type Sale = { item: Package; customer: Customer; esimProfile: EsimProfile | null };

/** Returns true if the sale includes a new profile; only a plain top-up does not. */
export function needsProfile(request: SaleRequest): boolean {
  return request.kind !== 'top_up';
}
