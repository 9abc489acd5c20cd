import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';

/** A certificate and its key, as PEM. */
export type Certificate = { cert: string; key: string };

export type Authority = Certificate & {
  /** A certificate for these names and IP addresses, valid for a day around now unless given. */
  issue(names: string[], validity?: Validity): Certificate;
};

type Validity = { from: Date; until: Date };
type Draft = { subject: string; names: string[]; isAuthority: boolean; validity?: Validity };

const DAY_MS = 86_400_000;

/** Creates an authority that nobody trusts, without openssl, which a machine with Node may lack. */
export function createAuthority(name = 'Test authority'): Authority {
  const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const cert = certificate(
    { subject: name, names: [], isAuthority: true },
    { issuer: name, publicKey: own.publicKey, signer: own.privateKey },
  );
  return {
    cert,
    key: toPem('PRIVATE KEY', own.privateKey.export({ type: 'pkcs8', format: 'der' })),
    issue(names, validity) {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const draft = { subject: names[0] ?? 'nobody', names, isAuthority: false, validity };
      return {
        cert: certificate(draft, { issuer: name, publicKey, signer: own.privateKey }),
        key: toPem('PRIVATE KEY', privateKey.export({ type: 'pkcs8', format: 'der' })),
      };
    },
  };
}

// X.509 version 3 (RFC 5280) in the Distinguished Encoding Rules, as little of it as is needed.

type Hands = { issuer: string; publicKey: KeyObject; signer: KeyObject };

function certificate(draft: Draft, { issuer, publicKey, signer }: Hands): string {
  const now = Date.now();
  const day = { from: new Date(now - DAY_MS), until: new Date(now + DAY_MS) };
  const { from, until } = draft.validity ?? day;
  const algorithm = sequence(oid('2a8648ce3d040302'));
  const body = sequence(
    tagged(0xa0, integer(2)),
    integer(1, ...randomBytes(8)),
    algorithm,
    distinguishedName(issuer),
    sequence(time(from), time(until)),
    distinguishedName(draft.subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(...extensions(draft))),
  );
  const signature = sign('sha256', body, signer);
  const whole = sequence(body, algorithm, tagged(0x03, Buffer.from([0]), signature));
  return toPem('CERTIFICATE', whole);
}

function extensions({ isAuthority, names }: Draft): Buffer[] {
  if (isAuthority) {
    const basicConstraints = sequence(tagged(0x01, Buffer.from([0xff])));
    return [sequence(oid('551d13'), tagged(0x01, Buffer.from([0xff])), octets(basicConstraints))];
  }
  const alternatives = names.map((name) =>
    isIP(name) === 4
      ? tagged(0x87, Buffer.from(name.split('.').map(Number)))
      : tagged(0x82, Buffer.from(name)),
  );
  return [sequence(oid('551d11'), octets(sequence(...alternatives)))];
}

function distinguishedName(name: string): Buffer {
  const attribute = sequence(oid('550403'), tagged(0x0c, Buffer.from(name)));
  return sequence(tagged(0x31, attribute));
}

function time(moment: Date): Buffer {
  const digits = moment.toISOString().replace(/\.\d+Z|\D/g, '');
  return tagged(0x18, Buffer.from(`${digits}Z`));
}

function integer(...bytes: number[]): Buffer {
  return tagged(0x02, Buffer.from(bytes));
}

function oid(hex: string): Buffer {
  return tagged(0x06, Buffer.from(hex, 'hex'));
}

function octets(content: Buffer): Buffer {
  return tagged(0x04, content);
}

function sequence(...parts: Buffer[]): Buffer {
  return tagged(0x30, ...parts);
}

function tagged(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  return Buffer.concat([Buffer.from([tag, 0x82, length >> 8, length & 0xff]), content]);
}

function toPem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
