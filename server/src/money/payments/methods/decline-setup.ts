import { isUuid } from '../../../kernel/ids.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { enqueueJob } from '../../../platform/jobs/index.ts';
import type { ProviderName } from '../providers/provider.ts';
import { addSetupDecline, updateSetup } from './setup-store.ts';

/** The job that closes a form at its provider. */
export const CLOSE_FORM_TASK = 'close-card-form';
/** The declines after which a form is closed. */
export const MAX_DECLINES_BY_FORM = 5;

/**
 * Counts a card that was declined on a provider's form, and closes the form after
 * `MAX_DECLINES_BY_FORM`, because whoever has a form could test any number of stolen cards on it.
 */
export async function declineSetup(
  tx: Tx,
  setup: { accountId: string; token: string; provider: ProviderName },
): Promise<void> {
  const { accountId, token, provider } = setup;
  if (!isUuid(accountId)) return;
  const declines = await addSetupDecline(tx, setup);
  if (declines === undefined || declines < MAX_DECLINES_BY_FORM) return;
  await updateSetup(tx, setup, 'given_up');
  const payload = { provider, token };
  await enqueueJob(tx, { task: CLOSE_FORM_TASK, payload, jobKey: `${CLOSE_FORM_TASK}:${token}` });
}
