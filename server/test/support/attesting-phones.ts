import 'reflect-metadata';
import {
  createHash,
  createSecretKey,
  generateKeyPairSync,
  randomBytes,
  webcrypto,
} from 'node:crypto';
import {
  BasicConstraintsExtension,
  Extension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import { CompactEncrypt, CompactSign } from 'jose';

const DAY_MS = 86_400_000;
const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest();

/** The answers of Google Play for one app, with keys as its Play Console has them. */
export function openPlayStore() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const secret = randomBytes(32);
  return {
    keys: {
      decryptionKey: secret.toString('base64'),
      verificationKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    },
    async tokenOf(verdict: unknown): Promise<string> {
      const signed = await new CompactSign(Buffer.from(JSON.stringify(verdict)))
        .setProtectedHeader({ alg: 'ES256' })
        .sign(privateKey);
      return new CompactEncrypt(Buffer.from(signed))
        .setProtectedHeader({ alg: 'A256KW', enc: 'A256GCM' })
        .encrypt(createSecretKey(secret));
    },
  };
}

type PlayedApp = { packageName: string; certificateSha256: readonly string[] };

/** What Google Play says about an app that it knows, on a phone that asks now. */
export function verdictOn(
  { packageName, certificateSha256 }: PlayedApp,
  { requestHash, at = new Date() }: { requestHash: Buffer; at?: Date },
) {
  const digests = certificateSha256.map((text) =>
    Buffer.from(text.replaceAll(':', ''), 'hex').toString('base64url'),
  );
  return {
    requestDetails: {
      requestPackageName: packageName,
      nonce: requestHash.toString('base64url'),
      timestampMillis: `${at.getTime()}`,
    },
    appIntegrity: {
      appRecognitionVerdict: 'PLAY_RECOGNIZED',
      packageName,
      certificateSha256Digest: digests,
      versionCode: '42',
    },
    deviceIntegrity: { deviceRecognitionVerdict: ['MEETS_DEVICE_INTEGRITY'] },
  };
}

type Attested = {
  /** `TEAM.bundle` */
  appId: string;
  requestHash: Buffer;
  environment?: 'production' | 'development';
  counter?: number;
  /** Who signs the certificate; the one below the root unless given. */
  signer?: Authority;
  credentialId?: Buffer;
  /** When the certificate ends. */
  until?: Date;
};
type Authority = { certificate: X509Certificate; keys: webcrypto.CryptoKeyPair };

/** App Attest with a root of its own, which `root` is in PEM. */
export async function openAppAttest() {
  const root = await newAuthority('CN=Root');
  const issuer = await newAuthority('CN=Issuer', root);
  return {
    root: root.certificate.toString('pem'),
    newIssuer: () => newAuthority('CN=Issuer'),
    async attest({ signer = issuer, ...attested }: Attested): Promise<string> {
      const keys = await newKeys();
      const authData = authDataOf(attested, await pointOf(keys.publicKey));
      const leaf = await certify({
        ...{ subject: 'CN=Key', signer, keys },
        ...{ notAfter: attested.until ?? in1Day() },
        extensions: [nonceExtension(sha256(Buffer.concat([authData, attested.requestHash])))],
      });
      const chain = [leaf, signer.certificate].map(({ rawData }) => new Uint8Array(rawData));
      const statement = new Map<string, unknown>([['x5c', chain]]);
      statement.set('receipt', new Uint8Array(4));
      const object = new Map<string, unknown>([['fmt', 'apple-appattest']]);
      object.set('attStmt', statement).set('authData', new Uint8Array(authData));
      return encodeCbor(object);
    },
  };
}

/** Returns an object in CBOR and base64. */
export function encodeCbor(object: unknown): string {
  return Buffer.from(isoCBOR.encode(object as Parameters<typeof isoCBOR.encode>[0])).toString(
    'base64',
  );
}

function authDataOf({ appId, environment, counter = 0, ...given }: Attested, point: Buffer) {
  const numbers = Buffer.alloc(5);
  numbers[0] = 0x40;
  numbers.writeUInt32BE(counter, 1);
  const aaguid =
    environment === 'development'
      ? Buffer.from('appattestdevelop')
      : Buffer.concat([Buffer.from('appattest'), Buffer.alloc(7)]);
  const id = given.credentialId ?? sha256(point);
  return Buffer.concat([sha256(appId), numbers, aaguid, Buffer.of(0, id.length), id]);
}

function nonceExtension(nonce: Buffer): Extension {
  const value = Buffer.concat([Buffer.from('3024a1220420', 'hex'), nonce]);
  return new Extension('1.2.840.113635.100.8.2', false, new Uint8Array(value));
}

async function newAuthority(subject: string, signer?: Authority): Promise<Authority> {
  const keys = await newKeys();
  const extensions = [new BasicConstraintsExtension(true, undefined, true)];
  const notAfter = in1Day();
  return { keys, certificate: await certify({ subject, keys, signer, extensions, notAfter }) };
}

function certify({
  signer,
  keys,
  ...asked
}: {
  subject: string;
  keys: webcrypto.CryptoKeyPair;
  signer?: Authority | undefined;
  extensions: Extension[];
  notAfter: Date;
}): Promise<X509Certificate> {
  return X509CertificateGenerator.create({
    ...asked,
    issuer: signer?.certificate.subject ?? asked.subject,
    publicKey: keys.publicKey,
    signingKey: (signer?.keys ?? keys).privateKey,
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    notBefore: new Date(Date.now() - 2 * DAY_MS),
  });
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  return webcrypto.subtle.generateKey(curve, true, ['sign', 'verify']);
}

async function pointOf(key: webcrypto.CryptoKey): Promise<Buffer> {
  return Buffer.from(await webcrypto.subtle.exportKey('raw', key));
}

const in1Day = () => new Date(Date.now() + DAY_MS);
