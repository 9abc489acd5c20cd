import { createPublicKey } from 'node:crypto';
import type { Encryption } from '../../kernel/encryption.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { AppPlatform } from '../sdk-apps/index.ts';

/** Where an app attests: in the App Store and TestFlight, or when it is built for development. */
export const ATTEST_ENVIRONMENTS = ['production', 'development'] as const;
export type AttestEnvironment = (typeof ATTEST_ENVIRONMENTS)[number];

/** What the sessions of an app must prove. Without settings they prove nothing. */
export type AttestationSettings = {
  accountId: string;
  appId: string;
  /** Of an iOS app; null for Android. */
  environment: AttestEnvironment | null;
  /** The keys of Play Integrity's answers in base64, of an Android app; null for iOS. */
  verificationKey: string | null;
  decryptionKeyEncrypted: Buffer | null;
  updatedAt: Date;
};

/** Settings as a request describes them. */
export type SettingsDraft = {
  environment?: AttestEnvironment | undefined;
  verificationKey?: string | undefined;
  decryptionKey?: string | undefined;
};
export type OwnSettings = Pick<AttestationSettings, 'environment' | 'verificationKey'> & {
  decryptionKey: string | null;
};

const AES_256_BYTES = 32;
const BASE_64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Returns the settings of a platform. Throws `invalid_request` for the first wrong part. */
export function settingsOf(platform: AppPlatform, draft: SettingsDraft): OwnSettings {
  if (platform === 'ios') {
    refuseForeign(draft, ['verificationKey', 'decryptionKey'], 'an iOS app');
    const { environment = 'production' } = draft;
    return { environment, verificationKey: null, decryptionKey: null };
  }
  refuseForeign(draft, ['environment'], 'an Android app');
  const { verificationKey = '', decryptionKey = '' } = draft;
  if (!isVerificationKey(verificationKey)) {
    const rule = 'must be the verification key of the Play Console: a P-256 key in base64';
    throw invalid('/verificationKey', rule);
  }
  if (!isDecryptionKey(decryptionKey)) {
    throw invalid('/decryptionKey', 'must be the decryption key of the Play Console in base64');
  }
  return { environment: null, verificationKey, decryptionKey };
}

/** Throws `invalid_request` if one of these fields is there. */
export function refuseForeign(
  draft: SettingsDraft,
  names: readonly (keyof SettingsDraft)[],
  whose: string,
): void {
  const [name] = names.filter((field) => draft[field] !== undefined);
  if (name) throw invalid(`/${name}`, `must be left out for ${whose}`);
}

function isDecryptionKey(text: string): boolean {
  return BASE_64.test(text) && Buffer.from(text, 'base64').length === AES_256_BYTES;
}

function isVerificationKey(text: string): boolean {
  try {
    return readVerificationKey(text).asymmetricKeyDetails?.namedCurve === 'prime256v1';
  } catch {
    return false;
  }
}

/** Returns the key that verifies Play Integrity's answers. Throws if the text is none. */
export function readVerificationKey(text: string) {
  return createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
}

type OfApp = { accountId: string; appId: string };
const placeOf = ({ accountId, appId }: OfApp) => `sdk_attestation/${accountId}/${appId}`;

export function sealKey(encryption: Encryption, of: OfApp, key: string): Buffer {
  return encryption.encrypt(key, placeOf(of));
}

export function openKey(encryption: Encryption, of: OfApp, sealed: Uint8Array): string {
  return encryption.decrypt(sealed, placeOf(of));
}

/** Returns the settings of an app as the API shows them, without the decryption key. */
export function showSettings(appId: string, settings: AttestationSettings | undefined) {
  return {
    appId,
    required: settings !== undefined,
    environment: settings?.environment ?? null,
    verificationKey: settings?.verificationKey ?? null,
    updatedAt: settings?.updatedAt.toISOString() ?? null,
  };
}
