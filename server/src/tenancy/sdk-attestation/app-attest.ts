import { createHash, X509Certificate } from 'node:crypto';
import type { Evidence } from './evidence.ts';
import type { AttestEnvironment } from './settings.ts';

// Loaded by the first call that needs it: its parsers of certificates take long to load.
const library = () => import('@simplewebauthn/server/helpers');
const certificates = async () => {
  await import('reflect-metadata');
  return import('@peculiar/x509');
};

/** An iOS app, and the root of Apple's certificates. */
type IosApp = {
  identifier: string;
  teamId: string | null;
  environment: AttestEnvironment | null;
  root: string;
};
type Attestation = { chain: [Uint8Array, Uint8Array]; authData: Buffer };

const NONCE_EXTENSION = '1.2.840.113635.100.8.2';
/** A sequence with one octet string of 32 bytes, which has the tag 1. */
const NONCE_PREFIX = Buffer.from('3024a1220420', 'hex');
const AAGUIDS: Record<AttestEnvironment, Buffer> = {
  production: Buffer.concat([Buffer.from('appattest'), Buffer.alloc(7)]),
  development: Buffer.from('appattestdevelop'),
};

/**
 * Returns what is wrong with an attestation of App Attest; undefined if it vouches for the app and
 * the request. The steps are those of Apple's “Validating apps that connect to your server”.
 */
export async function faultOfAppAttest(
  app: IosApp,
  { attestation, requestHash, realNow }: Evidence,
): Promise<string | undefined> {
  const read = await readAttestation(attestation);
  if (!read) return 'The attestation is no attestation object of App Attest.';
  const { chain, authData } = read;
  const leaf = leafOf(chain, app.root, realNow);
  if (!leaf) return 'The certificates of the attestation do not lead to Apple.';
  const nonce = sha256(Buffer.concat([authData, requestHash]));
  if (!(await nonceOf(chain[0])).equals(nonce)) {
    return 'The nonce of the attestation is not that of this request.';
  }
  const { rpIdHash, counter, aaguid, credentialId } = partsOf(authData);
  if (!rpIdHash.equals(sha256(`${app.teamId}.${app.identifier}`))) {
    return 'The attestation is of an app with another team ID or bundle ID.';
  }
  if (counter !== 0) return 'The key of the attestation was used before.';
  if (!app.environment || !aaguid.equals(AAGUIDS[app.environment])) {
    return 'The attestation is of another environment of App Attest.';
  }
  if (!credentialId.equals(sha256(pointOf(leaf)))) {
    return 'The attestation is of another key than its certificate.';
  }
  return undefined;
}

async function readAttestation(text: string): Promise<Attestation | undefined> {
  const { isoCBOR } = await library();
  try {
    const read: unknown = isoCBOR.decodeFirst(new Uint8Array(Buffer.from(text, 'base64')));
    const statement = fieldOf(read, 'attStmt');
    const x5c = fieldOf(statement, 'x5c');
    const authData = fieldOf(read, 'authData');
    if (fieldOf(read, 'fmt') !== 'apple-appattest' || !Array.isArray(x5c)) return undefined;
    const [leaf, issuer, ...more] = x5c;
    if (!isBytes(leaf) || !isBytes(issuer) || more.length > 0) return undefined;
    if (!isBytes(authData) || authData.length < SHORTEST) return undefined;
    return { chain: [leaf, issuer], authData: Buffer.from(authData) };
  } catch {
    return undefined;
  }
}

function fieldOf(map: unknown, name: string): unknown {
  return map instanceof Map ? map.get(name) : undefined;
}

function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array;
}

/** Returns the certificate of the key if the chain leads to the root and is valid now. */
function leafOf(
  chain: Attestation['chain'],
  rootText: string,
  realNow: Date,
): X509Certificate | undefined {
  try {
    const root = new X509Certificate(rootText);
    const leaf = new X509Certificate(chain[0]);
    const issuer = new X509Certificate(chain[1]);
    const isIssued = isIssuedBy(leaf, issuer) && isIssuedBy(issuer, root);
    return isIssued && [leaf, issuer, root].every((one) => isValid(one, realNow))
      ? leaf
      : undefined;
  } catch {
    return undefined;
  }
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function isValid({ validFrom, validTo }: X509Certificate, now: Date): boolean {
  return Date.parse(validFrom) <= now.getTime() && now.getTime() <= Date.parse(validTo);
}

async function nonceOf(leaf: Uint8Array): Promise<Buffer> {
  const { X509Certificate: Parsed } = await certificates();
  const value = new Parsed(new Uint8Array(leaf)).getExtension(NONCE_EXTENSION)?.value;
  const bytes = Buffer.from(value ?? new ArrayBuffer(0));
  const hasForm = bytes.subarray(0, NONCE_PREFIX.length).equals(NONCE_PREFIX);
  return hasForm ? bytes.subarray(NONCE_PREFIX.length) : Buffer.alloc(0);
}

// The authenticator data of WebAuthn (https://www.w3.org/TR/webauthn-3/#sctn-authenticator-data).
const COUNTER_AT = 33;
const AAGUID_AT = 37;
const ID_LENGTH_AT = 53;
const SHORTEST = 55;

function partsOf(authData: Buffer) {
  return {
    rpIdHash: authData.subarray(0, 32),
    counter: authData.readUInt32BE(COUNTER_AT),
    aaguid: authData.subarray(AAGUID_AT, ID_LENGTH_AT),
    credentialId: authData.subarray(SHORTEST, SHORTEST + authData.readUInt16BE(ID_LENGTH_AT)),
  };
}

/** Returns the point of an elliptic key, uncompressed. */
function pointOf({ publicKey }: X509Certificate): Buffer {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  return Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
}

function sha256(data: Buffer | string): Buffer {
  return createHash('sha256').update(data).digest();
}
