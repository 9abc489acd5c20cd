import { createSecretKey } from 'node:crypto';
import { compactDecrypt, compactVerify } from 'jose';
import type { Evidence } from './evidence.ts';
import { readVerificationKey } from './settings.ts';

/** An Android app, and the keys of its Play Console. */
type AndroidApp = {
  identifier: string;
  /** SHA-256 as `AB:CD:…`. */
  certificates: readonly string[];
  decryptionKey: string;
  verificationKey: string;
};

/** The part of an integrity verdict that is compared. */
type Verdict = {
  requestDetails?: { requestPackageName?: unknown; nonce?: unknown; timestampMillis?: unknown };
  appIntegrity?: {
    appRecognitionVerdict?: unknown;
    packageName?: unknown;
    certificateSha256Digest?: unknown;
  };
};

/** Phones ask for a verdict right before they start a session. */
const MAX_AGE_MS = 10 * 60_000;
const CLOCKS_DIFFER_MS = 60_000;

/**
 * Returns what is wrong with a token of the Play Integrity API, a classic request whose answer is
 * encrypted with keys of our own; undefined if it vouches for the app and the request.
 */
export async function faultOfPlayIntegrity(
  app: AndroidApp,
  { attestation, requestHash, realNow }: Evidence,
): Promise<string | undefined> {
  const verdict = await openToken(app, attestation);
  if (!verdict) return 'The attestation is no token of Play Integrity for the keys of the app.';
  const { requestDetails, appIntegrity } = verdict;
  if (!isHash(requestDetails?.nonce, requestHash)) {
    return 'The nonce of the attestation is not the hash of this request.';
  }
  const age = realNow.getTime() - Number(requestDetails?.timestampMillis ?? Number.NaN);
  if (!(age <= MAX_AGE_MS && age >= -CLOCKS_DIFFER_MS)) {
    return 'The attestation is older than ten minutes, or of a later time.';
  }
  if (appIntegrity?.appRecognitionVerdict !== 'PLAY_RECOGNIZED') {
    return 'Google Play does not recognize the app.';
  }
  const names = [requestDetails?.requestPackageName, appIntegrity.packageName];
  if (names.some((name) => name !== app.identifier)) {
    return 'The attestation is of an app with another package name.';
  }
  if (!hasCertificate(app, appIntegrity.certificateSha256Digest)) {
    return 'The app is signed with a certificate that it is not registered with.';
  }
  return undefined;
}

async function openToken(
  { decryptionKey, verificationKey }: AndroidApp,
  token: string,
): Promise<Verdict | undefined> {
  const secret = createSecretKey(Buffer.from(decryptionKey, 'base64'));
  const algorithms = {
    keyManagementAlgorithms: ['A256KW'],
    contentEncryptionAlgorithms: ['A256GCM'],
  };
  try {
    const { plaintext } = await compactDecrypt(token, secret, algorithms);
    const key = readVerificationKey(verificationKey);
    const { payload } = await compactVerify(plaintext, key, { algorithms: ['ES256'] });
    const verdict: unknown = JSON.parse(Buffer.from(payload).toString('utf8'));
    return typeof verdict === 'object' && verdict !== null ? verdict : undefined;
  } catch {
    return undefined;
  }
}

function isHash(text: unknown, hash: Buffer): boolean {
  return typeof text === 'string' && Buffer.from(text, 'base64url').equals(hash);
}

function hasCertificate({ certificates }: AndroidApp, digests: unknown): boolean {
  const known = certificates.map((text) => Buffer.from(text.replaceAll(':', ''), 'hex'));
  return Array.isArray(digests) && digests.some((text) => known.some((hash) => isHash(text, hash)));
}
