import type { Tasks } from '../../platform/jobs/index.ts';
import { DETACH_CARD_TASK } from './methods/change-method.ts';
import { CLOSE_FORM_TASK } from './methods/decline-setup.ts';
import { findCard, type SetupKey } from './methods/find-card.ts';
import type { ProviderName } from './providers/provider.ts';
import { type AdvanceParts, advancePurchase, CHARGE_TASK } from './purchases/advance-purchase.ts';
import type { PurchaseKey } from './purchases/purchase.ts';
import { FIND_CARD_TASK } from './reconcile-payments.ts';

/** Returns the jobs that call card providers, outside every request and transaction. */
export function createPaymentTasks(parts: AdvanceParts): Tasks {
  return {
    [CHARGE_TASK]: (payload) => advancePurchase(parts, payload as PurchaseKey),
    [FIND_CARD_TASK]: (payload) => findCard(parts, payload as SetupKey),
    async [CLOSE_FORM_TASK](payload) {
      const { provider, token } = payload as { provider: ProviderName; token: string };
      await parts.payments.providerNamed(provider)?.cancelSetup(token);
    },
    async [DETACH_CARD_TASK](payload) {
      const { provider, token } = payload as { provider: ProviderName; token: string };
      await parts.payments.providerNamed(provider)?.detachCard(token);
    },
  };
}
