import type { AccountMode } from '../../kernel/context.ts';
import type { OfAccount } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { AppPlatform } from '../../tenancy/sdk-apps/index.ts';

/** An activation by its ID, which the app chose. */
export type ActivationOf = OfAccount;

/**
 * An activation of an inventory item by an app: `asked` until the reseller's server approves it,
 * `approved` until the package is sold, then `sold`.
 */
export type SdkActivation = OfAccount & {
  organizationId: string;
  mode: AccountMode;
  platform: AppPlatform;
  appId: string;
  appName: string;
  userId: string;
  /** Null once the customer is erased. */
  userToken: string | null;
  /** Null until the user's first package is sold. */
  customerId: string | null;
  inventoryItemId: string;
  metaTag: string | null;
  requestHash: Buffer;
  state: 'asked' | 'approved' | 'sold';
  activatedItemId: string | null;
};

/** Returns the refusal of a call while another one asks about the activation or sells it. */
export function activationInProgress(): Refusal {
  const detail = 'This activation is still in progress. Repeat the call.';
  return new Refusal('idempotency_key_in_progress', detail, { retryAfterSeconds: 1 });
}
