import { readClock } from '../../../tenancy/accounts/index.ts';
import type { ProviderName } from '../providers/provider.ts';
import type { AdvanceParts } from '../purchases/advance-purchase.ts';
import { updateSetup } from './method-store.ts';
import { addMethod } from './setup-method.ts';

/** A form that was opened, or its notice. */
export type SetupKey = { accountId: string; provider: ProviderName; token: string; isOld: boolean };

/**
 * Looks whether a card was entered on the provider's form and keeps it; may be run any number of
 * times. A form that nobody has sent for a day is given up.
 */
export async function findCard({ db, payments }: AdvanceParts, setup: SetupKey): Promise<void> {
  const { accountId, provider: name } = setup;
  const provider = payments.providerNamed(name);
  if (!provider) return;
  const state = await provider.readSetup(setup.token);
  if (state.status === 'done') {
    const card = await provider.readCard(state.cardToken);
    const now = await readClock(db, { accountId, realNow: payments.realNow() });
    await db.transaction(async (tx) => {
      await addMethod({ db: tx, accountId, now }, { provider: name, card });
      await updateSetup(tx, setup, 'done');
    });
  } else if (state.status === 'given_up' || setup.isOld) {
    await db.transaction((tx) => updateSetup(tx, setup, 'given_up'));
  }
}
