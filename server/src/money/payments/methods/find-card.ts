import { readClock } from '../../../tenancy/accounts/index.ts';
import type { ProviderName } from '../providers/provider.ts';
import type { AdvanceParts } from '../purchases/advance-purchase.ts';
import { addMethod } from './setup-method.ts';
import { updateSetup } from './setup-store.ts';

/** A form that was opened with a provider. */
export type SetupKey = { accountId: string; provider: ProviderName; token: string; isOld: boolean };

/**
 * Saves the card that was entered on the provider's form, if one was; may run any number of times.
 * A form that was not submitted for a day is given up.
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
