import type { SaleRequest, SalesLane } from '../../commerce/activations/index.ts';
import {
  releaseActivation,
  type SdkActivation,
  selectActivation,
} from '../../commerce/sdk-activations/index.ts';
import type { Context } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { APP_CHANNELS } from '../../kernel/sales-channel.ts';
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

/** An activation that a call or a job has leased. */
type Leased = Parameters<typeof releaseActivation>[1];

/**
 * Does the work on an activation that is leased, and ends the lease. After a final refusal the next
 * call asks the reseller's server again. Throws what the work throws.
 */
export async function whileLeased<T>(
  db: Database,
  leased: Omit<Leased, 'isRefused'>,
  work: () => Promise<T>,
): Promise<T> {
  let isRefused = false;
  try {
    return await work();
  } catch (error) {
    isRefused = isFinalRefusal(error);
    throw error;
  } finally {
    // Does nothing once the package is sold.
    await db.transaction((tx) => releaseActivation(tx, { ...leased, isRefused }));
  }
}

/** Returns whether an error is a refusal after which no other call or job can sell. */
export function isFinalRefusal(error: unknown): boolean {
  const open = ['idempotency_key_in_progress', 'service_unavailable'];
  return error instanceof Refusal && !open.includes(error.code);
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
    salesChannel: APP_CHANNELS[activation.platform],
    ...(metaTag !== null && { metatag: metaTag }),
  } as const;
  if (customerId === null) return { ...terms, kind: 'register' };
  return { ...terms, kind: 'top_up', customerUid: customerId };
}
