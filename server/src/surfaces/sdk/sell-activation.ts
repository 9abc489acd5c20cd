import type { SaleRequest, SalesLane } from '../../commerce/activations/index.ts';
import { type SdkActivation, selectActivation } from '../../commerce/sdk-activations/index.ts';
import type { Context } from '../../kernel/context.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { Database } from '../../platform/db/database.ts';

export type SellingParts = {
  db: Database;
  /** Sells by the lane of the process. */
  sell: SalesLane['submit'];
  realNow: () => Date;
  /** Where the call came from, for the audit log. */
  remoteAddress: string;
};

/**
 * Sells an approved activation, once however often it is called: the transaction of the sale keeps
 * what the activation sold. The first sale of a user makes the customer. Throws what a sale throws,
 * and `idempotency_key_in_progress` while another call sells it.
 */
export async function sellActivation(
  parts: SellingParts,
  activation: SdkActivation,
): Promise<SdkActivation> {
  const { accountId, id: sdkActivationId, customerId } = activation;
  const request = requestOf(parts, activation);
  const answer = await parts.sell(accountId, { request, sdkActivationId });
  const now = await selectActivation(parts.db, activation);
  if (now?.state === 'sold') return now;
  if (!('refusal' in answer)) throw new Error('A sale did not keep its activation.');
  // Another activation made the customer of this user meanwhile.
  if (now?.state === 'approved' && now.customerId !== customerId) return sellActivation(parts, now);
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
): SaleRequest {
  const { accountId, organizationId, mode, inventoryItemId, metaTag, customerId } = activation;
  const ctx: Context = {
    accountId,
    organizationId,
    mode,
    remoteAddress,
    now: realNow(),
    changes: [],
    actor: { kind: 'platform', name: `App ${activation.appName}` },
    requestId: activation.id,
    scopes: [],
    requiresUserLocation: false,
    refundLimitPerMonth: 0,
    dailySpendLimitMinor: null,
    mandate: null,
  };
  const terms = {
    ctx,
    inventoryItemId,
    activationMode: 'NOW',
    appId: activation.appId,
    salesChannel: activation.platform === 'ios' ? 'IOS_SDK' : 'ANDROID_SDK',
    ...(metaTag !== null && { metatag: metaTag }),
  } as const;
  if (customerId === null) return { ...terms, kind: 'register' };
  return { ...terms, kind: 'top_up', customerUid: customerId };
}
