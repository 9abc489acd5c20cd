import { audit } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { lockApp } from './change-apps.ts';
import { isInUse, newKeyText, type SdkKey } from './key.ts';
import { countKeysInUse, insertKey, selectKeyForUpdate, updateKeyEnd } from './key-store.ts';

/** Keys of one app that work at the same time. */
export const MAX_KEYS_OF_APP = 5;
const DAY_MS = 86_400_000;
/** How long the key before works unless the caller chooses: until most people have updated. */
const USUAL_OVERLAP_DAYS = 90;
const MAX_OVERLAP_DAYS = 730;

/**
 * Creates a publishable key of an app. Throws `sdk_app_not_found`, `invalid_state` if the app has
 * `MAX_KEYS_OF_APP`.
 */
export async function createKey(
  scope: Scope,
  { appId: asked, realNow }: { appId: string; realNow: Date },
): Promise<SdkKey> {
  const { id: appId } = await lockApp(scope, asked);
  const key = await addKey(scope, { appId, realNow });
  const after = { appId, key: key.key };
  audit(scope, { action: 'sdk_key.created', target: key.id, before: null, after });
  return key;
}

/**
 * Creates the key that takes the place of another one, which works until `previousExpiresAt`, of
 * real time: 90 days unless given, at most two years, and not at all if it is past. Throws
 * `sdk_key_not_found`, `invalid_state` (the key is disabled, or the app has `MAX_KEYS_OF_APP`),
 * `invalid_request`.
 */
export async function rotateKey(
  scope: Scope,
  asked: { id: string; previousExpiresAt: Date | undefined; realNow: Date },
): Promise<SdkKey> {
  const { realNow } = asked;
  const before = await lockKey(scope, asked.id);
  if (!isInUse(before, realNow)) {
    throw new Refusal('invalid_state', 'This key is disabled. Create another one.');
  }
  await lockApp(scope, before.appId);
  const end = overlapOf(asked);
  // A second rotation does not lengthen what the first one set.
  const expiresAt = before.expiresAt && before.expiresAt < end ? before.expiresAt : end;
  await updateKeyEnd(scope.db, { ...before, expiresAt });
  const key = await addKey(scope, { appId: before.appId, realNow });
  audit(scope, {
    action: 'sdk_key.rotated',
    target: before.id,
    before: { key: before.key },
    after: { id: key.id, key: key.key, previousExpiresAt: expiresAt.toISOString() },
  });
  return key;
}

/** Ends a key at once and for good. Throws `sdk_key_not_found`. */
export async function disableKey(
  scope: Scope,
  { id, realNow }: { id: string; realNow: Date },
): Promise<void> {
  const key = await lockKey(scope, id);
  if (isInUse(key, realNow)) await updateKeyEnd(scope.db, { ...key, expiresAt: realNow });
  const { appId, key: text } = key;
  const before = { appId, key: text };
  audit(scope, { action: 'sdk_key.disabled', target: key.id, before, after: null });
}

/** The app is locked, so that keys are counted one after the other. */
async function addKey(
  { db, accountId, mode }: Scope,
  { appId, realNow }: { appId: string; realNow: Date },
): Promise<SdkKey> {
  if ((await countKeysInUse(db, { accountId, appId, realNow })) >= MAX_KEYS_OF_APP) {
    const detail = `An app has at most ${MAX_KEYS_OF_APP} keys in use. Disable one of them.`;
    throw new Refusal('invalid_state', detail);
  }
  const text = newKeyText(mode);
  const key = { accountId, id: newId(), appId, key: text, createdAt: realNow, expiresAt: null };
  await insertKey(db, key);
  return key;
}

async function lockKey({ db, accountId }: Scope, id: string): Promise<SdkKey> {
  const key = await selectKeyForUpdate(db, { accountId, id });
  if (key) return key;
  throw new Refusal('sdk_key_not_found', 'Your account has no SDK key with this ID.');
}

function overlapOf({
  previousExpiresAt,
  realNow,
}: {
  previousExpiresAt: Date | undefined;
  realNow: Date;
}): Date {
  if (!previousExpiresAt) return new Date(realNow.getTime() + USUAL_OVERLAP_DAYS * DAY_MS);
  if (previousExpiresAt.getTime() > realNow.getTime() + MAX_OVERLAP_DAYS * DAY_MS) {
    throw invalid('/previousKeyExpiresAt', `must be within ${MAX_OVERLAP_DAYS} days`);
  }
  return previousExpiresAt < realNow ? realNow : previousExpiresAt;
}
