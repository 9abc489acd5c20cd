import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { isAppUsable, type KeyInUse } from './key.ts';
import { selectKeyByText } from './key-store.ts';

/**
 * Returns the key that an app carries. Throws `invalid_token` if it is unknown or disabled, and
 * `forbidden` if the app may not be used: it was rejected, or is in a live account and waits.
 */
export async function findKeyInUse(
  db: Queryable,
  { key: text, realNow }: { key: string; realNow: Date },
): Promise<KeyInUse> {
  const key = await selectKeyByText(db, { key: text, realNow });
  if (!key) throw new Refusal('invalid_token', 'The SDK key is unknown or disabled.');
  if (isAppUsable(key)) return key;
  throw new Refusal('forbidden', `This app is ${key.state}. The platform has not approved it.`);
}
