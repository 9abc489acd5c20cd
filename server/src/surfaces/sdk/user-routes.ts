import type { SalesLane } from '../../commerce/activations/index.ts';
import { type SdkActivation, selectUserByToken } from '../../commerce/sdk-activations/index.ts';
import type { PublicLinks } from '../../connectivity/esims/index.ts';
import type { RefusalCode } from '../../kernel/refusal.ts';
import type { CallParts } from '../../messaging/webhooks/index.ts';
import type { Routes } from '../../platform/http/routes.ts';
import type { Reply, Request } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import type { KeyInUse } from '../../tenancy/sdk-apps/index.ts';
import { activateItem, requireActivations } from './activate-item.ts';
import type { SdkLimits } from './caller-routes.ts';
import { readOwnProfiles, showProfiles } from './profiles.ts';
import { anSdkProfile } from './schemas.ts';
import {
  anActivation,
  SdkActivationInput,
  SdkActivationSchema,
  SdkUserInput,
  SdkUserProfilesSchema,
} from './user-schemas.ts';

const tag = 'SDK: apps';
const ACTIVATE = '/sdk/v1/activations';
const ofKey = ['missing_token', 'invalid_token', 'forbidden', 'rate_limited'] as const;
const ofSale: readonly RefusalCode[] = [
  'account_suspended',
  'approval_rejected',
  'inventory_item_not_found',
  'inventory_item_inactive',
  'customer_deleted',
  'country_set_mismatch',
  'insufficient_credits',
  'out_of_stock',
  'supplier_unavailable',
  'idempotency_key_in_progress',
  'idempotency_key_reused',
];

export type UserParts = WriteParts &
  Omit<CallParts, 'db'> & {
    lane: SalesLane;
    limits: SdkLimits;
    links: PublicLinks;
    realNow: () => Date;
    inFlight: Set<string>;
    keyOf(request: Request, reply: Reply): Promise<{ key: KeyInUse }>;
  };

/**
 * Declares the calls of apps whose users have a token of the reseller's and no session. They are
 * off unless the reseller switches them on, because everybody who has the app has its key.
 */
export function declareUserCalls(routes: Routes, parts: UserParts): void {
  declareActivation(routes, parts);
  declareProfiles(routes, parts);
}

function declareActivation(routes: Routes, parts: UserParts): void {
  const { idempotency, limits } = parts;
  routes.open(
    `POST ${ACTIVATE}`,
    {
      id: 'activateSdkItem',
      caller: 'sdkKey',
      tag,
      summary: 'Activate an inventory item',
      description:
        'Asks your server by the webhook `activation-request`, and sells the package if it ' +
        'approves. An `activationId` sells once: repeat the call with it until it is answered. ' +
        'Off unless `activatesItems` of the app is on. Prefer selling from your server, and ' +
        'install tokens.',
      body: SdkActivationInput,
      answer: SdkActivationSchema,
      example: anActivation,
      refusals: ['invalid_request', ...ofKey, ...ofSale],
    },
    async ({ request, reply, body }) => {
      const { key } = await parts.keyOf(request, reply);
      requireActivations(key);
      await limits.user(key.accountId, body.userToken);
      const asked = {
        userToken: body.userToken,
        activationId: body.activationId.toLowerCase(),
        inventoryItemId: body.inventoryItemId.toLowerCase(),
        metaTag: body.metaTag || null,
      };
      const hashed = { method: 'POST', route: ACTIVATE, params: {}, body: asked };
      const requestHash = idempotency.requestHash(hashed);
      const calling = { ...parts, sell: parts.lane.submit, remoteAddress: request.ip };
      return show(parts, await activateItem(calling, { ...asked, key, requestHash }));
    },
  );
}

function declareProfiles(routes: Routes, parts: UserParts): void {
  const { db, limits } = parts;
  routes.open(
    'POST /sdk/v1/user-profiles',
    {
      id: 'listSdkUserProfiles',
      caller: 'sdkKey',
      tag,
      summary: 'List the eSIMs of a user',
      description:
        'Returns the eSIMs of a user who activated an inventory item in an app; none for others. ' +
        'The token is in the body, because addresses are logged. Off unless `activatesItems` of ' +
        'the app is on.',
      body: SdkUserInput,
      answer: SdkUserProfilesSchema,
      example: { items: [anSdkProfile] },
      refusals: ['invalid_request', ...ofKey],
    },
    async ({ request, reply, body: { userToken } }) => {
      const { key } = await parts.keyOf(request, reply);
      requireActivations(key);
      const { accountId } = key;
      await limits.user(accountId, userToken);
      const user = await selectUserByToken(db, { accountId, userToken });
      if (!user?.customerId) return { items: [] };
      return { items: await profilesOf(parts, { accountId, customerId: user.customerId }) };
    },
  );
}

async function show(parts: UserParts, activation: SdkActivation) {
  const { id: activationId, accountId, customerId, activatedItemId, userToken } = activation;
  const isKnown = customerId !== null && userToken !== null;
  return {
    activationId,
    activatedItemUid: activatedItemId,
    customerUid: customerId,
    items: isKnown ? await profilesOf(parts, { accountId, customerId }) : [],
  };
}

async function profilesOf(
  parts: Pick<UserParts, 'db' | 'links'>,
  of: { accountId: string; customerId: string },
) {
  const owner = { ...of, esimProfileId: null };
  return showProfiles(parts, owner, await readOwnProfiles(parts.db, owner));
}
