import { audit } from '../../kernel/context.ts';
import type { Encryption } from '../../kernel/encryption.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { lockApp, type SdkApp, selectApps, updateApp } from '../sdk-apps/index.ts';
import {
  type AttestationSettings,
  refuseForeign,
  type SettingsDraft,
  sealKey,
  settingsOf,
  showSettings,
} from './settings.ts';
import { deleteSettings, saveSettings, selectSettings } from './settings-store.ts';

type Shown = ReturnType<typeof showSettings>;

/** Returns the settings of an app. Throws `sdk_app_not_found`. */
export async function readSettings(
  { db, accountId }: { db: Queryable; accountId: string },
  appId: string,
): Promise<Shown> {
  const apps = await selectApps(db, accountId);
  if (!apps.some(({ id }) => id === appId)) {
    throw new Refusal('sdk_app_not_found', 'Your account has no app with this ID.');
  }
  return showSettings(appId, await selectSettings(db, { accountId, appId }));
}

/**
 * Sets whether the sessions of an app need an attestation, and what it is checked with. Throws
 * `invalid_request`, `sdk_app_not_found`, `invalid_state` (the app activates packages by the tokens
 * of its users, which need no attestation).
 */
export async function changeSettings(
  scope: Scope,
  asked: SettingsDraft & {
    id: string;
    required: boolean;
    realNow: Date;
    encryption: Encryption;
  },
): Promise<Shown> {
  const { db, accountId } = scope;
  const app = await lockApp(scope, asked.id);
  const before = showSettings(app.id, await selectSettings(db, { accountId, appId: app.id }));
  const settings = asked.required ? newSettings(app, asked) : undefined;
  if (settings) {
    await saveSettings(db, settings);
  } else {
    const names = ['environment', 'verificationKey', 'decryptionKey'] as const;
    refuseForeign(asked, names, 'an app whose sessions need no attestation');
    await deleteSettings(db, { accountId, appId: app.id });
  }
  await updateApp(db, { ...app, requiresAttestation: asked.required });
  const after = showSettings(app.id, settings);
  audit(scope, { action: 'sdk_app.attestation_changed', target: app.id, before, after });
  return after;
}

/** Throws `invalid_request`, `invalid_state`. */
function newSettings(
  { accountId, id: appId, platform, activatesItems }: SdkApp,
  { realNow, encryption, ...draft }: SettingsDraft & { realNow: Date; encryption: Encryption },
): AttestationSettings {
  const { decryptionKey, ...shown } = settingsOf(platform, draft);
  if (activatesItems) {
    throw new Refusal(
      'invalid_state',
      'This app activates packages by the tokens of its users, and these calls carry no ' +
        'attestation. Switch `activatesItems` of the app off first.',
    );
  }
  const of = { accountId, appId };
  const decryptionKeyEncrypted = decryptionKey && sealKey(encryption, of, decryptionKey);
  return {
    ...of,
    ...shown,
    decryptionKeyEncrypted: decryptionKeyEncrypted || null,
    updatedAt: realNow,
  };
}
