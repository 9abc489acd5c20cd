import type { SaleRequest, SalesLane } from '../../commerce/activations/index.ts';
import {
  claimFirstSale,
  keepCustomer,
  keepSold,
  releaseFirstSale,
  type SdkActivation,
} from '../../commerce/sdk-activations/index.ts';
import type { Context } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Database } from '../../platform/db/database.ts';
import { enqueueJob } from '../../platform/jobs/index.ts';
import { registerCustomerJob } from './register-customer-job.ts';

export type SellingParts = {
  db: Database;
  /** Sells by the lane of the process. */
  sell: SalesLane['submit'];
  realNow: () => Date;
  /** Where the call came from, for the audit log. */
  remoteAddress: string;
};

type SoldAnswer = { activatedItem: { uid: string }; customer: { uid: string } };

/**
 * Sells an approved activation, once however often it is called: the idempotency key of the sale is
 * made of the ID of the activation. The first sale of a user makes the customer. Throws what a sale
 * throws, and `idempotency_key_in_progress` while another activation makes the customer.
 */
export async function sellActivation(
  parts: SellingParts,
  activation: SdkActivation,
): Promise<SdkActivation> {
  const { accountId, id: activationId, userId: id, requestHash } = activation;
  const user = await parts.db.transaction((tx) =>
    claimFirstSale(tx, { accountId, id, activationId }),
  );
  if (!user) throw firstSaleInProgress();

  const request = requestOf(parts, activation, user.customerId);
  const claim = { accountId, key: `sdk-activation:${activationId}`, requestHash };
  const answer = await parts.sell(accountId, { request, claim });
  if (!('refusal' in answer)) return keep(parts, activation, JSON.parse(answer.body));
  if (!isOpen(answer.refusal)) {
    await parts.db.transaction((tx) => releaseFirstSale(tx, { accountId, id, activationId }));
  }
  throw answer.refusal;
}

/** Returns whether an activation may still be sold by another call despite this refusal. */
export function isOpen({ code }: Refusal): boolean {
  return code === 'idempotency_key_in_progress' || code === 'service_unavailable';
}

/** The platform sells: an app is no person and no API key, and its channel and name tell it. */
function requestOf(
  { realNow, remoteAddress }: SellingParts,
  activation: SdkActivation,
  customerUid: string | null,
): SaleRequest {
  const { accountId, organizationId, mode, inventoryItemId, metaTag } = activation;
  const ctx: Context = {
    ...{ accountId, organizationId, mode, remoteAddress, now: realNow(), changes: [] },
    actor: { kind: 'platform', name: `App ${activation.appName}` },
    requestId: activation.id,
    scopes: [],
    requiresUserLocation: false,
    refundLimitPerMonth: 0,
    dailySpendLimitMinor: null,
    mandate: null,
  };
  const terms = {
    ...{ ctx, inventoryItemId, activationMode: 'NOW' as const },
    salesChannel: activation.platform === 'ios' ? ('IOS_SDK' as const) : ('ANDROID_SDK' as const),
    ...(metaTag !== null && { metatag: metaTag }),
  };
  if (customerUid === null) return { ...terms, kind: 'register' };
  return { ...terms, kind: 'top_up', customerUid };
}

async function keep(
  { db }: SellingParts,
  activation: SdkActivation,
  { activatedItem, customer }: SoldAnswer,
): Promise<SdkActivation> {
  const { accountId, userId } = activation;
  const sold = { activatedItemId: activatedItem.uid, customerId: customer.uid };
  await db.transaction(async (tx) => {
    const isFirst = await keepCustomer(tx, { ...sold, accountId, id: userId });
    await keepSold(tx, { ...activation, ...sold });
    if (isFirst) await enqueueJob(tx, registerCustomerJob({ accountId, userId }));
  });
  return { ...activation, ...sold, state: 'sold' };
}

function firstSaleInProgress(): Refusal {
  const detail = 'The first activation of this user is still in progress. Repeat the call.';
  return new Refusal('idempotency_key_in_progress', detail, { retryAfterSeconds: 1 });
}
