import { readCredits } from '../../money/credits/index.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { listAccounts } from '../../tenancy/accounts/index.ts';
import { type GoLiveState, selectGoLiveState } from './go-live-store.ts';

export const GO_LIVE_STEPS = [
  'billing_details',
  'inventory',
  'credits',
  'api_key',
  'not_suspended',
  'webhook',
  'auto_top_up',
  'branding',
  'second_owner',
  'second_factor',
  'first_sale',
] as const;
type GoLiveStep = (typeof GO_LIVE_STEPS)[number];

/** Whether nothing can be sold without the step, and the operation that does it. */
const STEPS: Record<GoLiveStep, { isRequired: boolean; operation: string | null }> = {
  billing_details: { isRequired: true, operation: 'PUT /gigastore/billing-details' },
  inventory: { isRequired: true, operation: 'PUT /gigastore/products/inventory/{id}' },
  credits: { isRequired: true, operation: 'POST /gigastore/credits/purchases' },
  api_key: { isRequired: true, operation: 'POST /gigastore/api-keys' },
  not_suspended: { isRequired: true, operation: 'POST /gigastore/tickets' },
  webhook: { isRequired: false, operation: 'PUT /gigastore/webhooks/{event}' },
  auto_top_up: { isRequired: false, operation: 'PUT /gigastore/credits/auto-top-up' },
  branding: { isRequired: false, operation: 'PUT /gigastore/branding' },
  second_owner: { isRequired: false, operation: 'POST /gigastore/team/invitations' },
  second_factor: { isRequired: false, operation: 'POST /auth/two-factor/set-up' },
  first_sale: { isRequired: false, operation: 'POST /gigastore/activations/register' },
};

/** Returns the steps to the first live sale of the company, whichever account asks. */
export async function readGoLive({ db, organizationId }: ReadScope) {
  const accounts = await listAccounts(db, organizationId);
  const live = accounts.find(({ mode }) => mode === 'live');
  const state = live && (await selectGoLiveState(db, { accountId: live.id, organizationId }));
  if (!state) throw new Error(`organization ${organizationId} has no live account`);
  const { availableMinor, limitMinor } = await readCredits({ db, accountId: live.id });
  const isSuspended = live.suspendedAt !== null;
  const done = doneOf(state, { hasCredits: availableMinor + limitMinor > 0n, isSuspended });
  const steps = GO_LIVE_STEPS.map((step) => ({ step, isDone: done[step], ...STEPS[step] }));
  return {
    isReady: steps.every(({ isRequired, isDone }) => isDone || !isRequired),
    liveAccountId: live.id,
    steps,
  };
}

type Standing = { hasCredits: boolean; isSuspended: boolean };

function doneOf(state: GoLiveState, { hasCredits, isSuspended }: Standing) {
  const done: Record<GoLiveStep, boolean> = {
    billing_details: state.hasBillingDetails,
    inventory: state.hasOffer,
    credits: hasCredits,
    api_key: state.hasKey,
    not_suspended: !isSuspended,
    webhook: state.hasWebhook,
    auto_top_up: state.hasAutoTopUp,
    branding: state.hasBranding,
    second_owner: state.hasSecondOwner,
    second_factor: state.hasSecondFactor,
    first_sale: state.hasSold,
  };
  return done;
}
