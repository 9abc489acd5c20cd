import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { Encryption } from '../../kernel/encryption.ts';
import { isLoopback, isLoopbackName } from '../../kernel/outgoing-address.ts';
import { invalid } from '../../kernel/refusal.ts';

/** An SM-DP+ from which profiles are ordered. */
export type Smdp = {
  name: string;
  /** Without a slash at the end. */
  url: string;
  requesterId: string;
  /** Whether it is in a private network. */
  isPrivate: boolean;
  /** Whether profiles are released by a call of its own, after they were confirmed. */
  releasesApart: boolean;
  /** Of the activation codes, where its answers do not name one. */
  smdpAddress: string | null;
  /** PEM; null for the public authorities. */
  authority: string | null;
  certificate: string | null;
  privateKeyEncrypted: Buffer | null;
  /** Changes with the settings. */
  revision: string;
  updatedAt: Date;
};

/** The settings of an SM-DP+ as a request describes them. */
export type SmdpDraft = Pick<Smdp, 'name' | 'url' | 'requesterId' | 'isPrivate'> &
  Pick<Smdp, 'releasesApart' | 'smdpAddress' | 'authority' | 'certificate'> & {
    /** Write-only; without it the key that is kept stays. */
    privateKey: string | null;
  };

/** Returns the URL without a slash at the end. Throws `invalid_request`. */
export function checkUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = url?.protocol === 'http:' && isHere(url);
  if (!url || (url.protocol !== 'https:' && !isPlain)) {
    throw invalid('/url', 'must be an https URL');
  }
  const hasMore = [url.search, url.hash, url.username, url.password].some((part) => part !== '');
  if (hasMore) throw invalid('/url', 'must have no query, fragment or password');
  return url.href.replace(/\/+$/, '');
}

function isHere({ hostname }: URL): boolean {
  return isLoopbackName(hostname) || isLoopback(hostname.replace(/^\[|\]$/g, ''));
}

/** Throws `invalid_request` for a certificate or a key that cannot be read or do not match. */
export function checkIdentity({ authority, certificate, privateKey }: Identity): void {
  if (authority !== null) readCertificate(authority, '/authority');
  if (certificate === null) {
    if (privateKey !== null)
      throw invalid('/privateKey', 'needs the certificate that belongs to it');
    return;
  }
  const own = readCertificate(certificate, '/certificate');
  if (privateKey === null) throw invalid('/privateKey', 'is needed with a certificate');
  if (!own.checkPrivateKey(readKey(privateKey))) {
    throw invalid('/privateKey', 'does not belong to the certificate');
  }
}

type Identity = Pick<SmdpDraft, 'authority' | 'certificate' | 'privateKey'>;

function readCertificate(pem: string, path: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw invalid(path, 'must be a certificate in PEM');
  }
}

function readKey(pem: string) {
  try {
    return createPrivateKey(pem);
  } catch {
    throw invalid('/privateKey', 'must be a private key in PEM, without a passphrase');
  }
}

/** Returns until when our certificate is valid; null without one. */
export function certificateExpiry({ certificate }: Pick<Smdp, 'certificate'>): Date | null {
  return certificate === null ? null : new Date(new X509Certificate(certificate).validTo);
}

export function sealKey(encryption: Encryption, name: string, key: string): Buffer {
  return encryption.encrypt(key, `smdps/${name}`);
}

/** Throws `DecryptionFailed`. */
export function openKey(encryption: Encryption, name: string, sealed: Uint8Array): string {
  return encryption.decrypt(sealed, `smdps/${name}`);
}

/** Returns what the audit log keeps of an SM-DP+: no certificates and no key. */
export function showForAudit(smdp: Omit<SmdpDraft, 'privateKey'>) {
  const { name: _, authority, certificate, ...shown } = smdp;
  const hasMore = { hasAuthority: authority !== null, hasCertificate: certificate !== null };
  const { url, requesterId, isPrivate, releasesApart, smdpAddress } = shown;
  return { url, requesterId, isPrivate, releasesApart, smdpAddress, ...hasMore };
}
