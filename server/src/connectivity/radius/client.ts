import { isIP } from 'node:net';
import { toCountryCode } from '../../kernel/country-code.ts';
import type { Encryption } from '../../kernel/encryption.ts';
import { invalid, type Refusal } from '../../kernel/refusal.ts';

/** A carrier's machines that send accounting from some networks with one secret. */
export type RadiusClient = {
  id: string;
  name: string;
  carrier: string;
  /** `10.1.0.0/24`; an address alone is a network of one. */
  networks: string[];
  disconnectPort: number | null;
  country: string | null;
  createdAt: Date;
  lastSeenAt: Date | null;
  /** Until when the secret before is taken as well. */
  previousUntil: Date | null;
};

/** What rests encrypted of a client. */
export type KeptSecrets = {
  id: string;
  secretEncrypted: Buffer;
  previousSecretEncrypted: Buffer | null;
};

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const CARRIER = /^[a-z0-9][a-z0-9-]{0,63}$/;
const MAX_NETWORKS = 64;
const MIN_SECRET = 16;
/** FreeRADIUS and others take no more. */
const MAX_SECRET = 64;
const SECRET = /^[!-~]+$/;

export type ClientInput = {
  name: string;
  carrier: string;
  networks: readonly string[];
  disconnectPort: number | null;
  country: string | null;
};

/** Throws `invalid_request` for the first part that cannot be. */
export function checkClient(input: ClientInput): ClientInput {
  const { name, carrier, disconnectPort: port } = input;
  if (!NAME.test(name)) throw invalid('/name', 'must be letters, digits, dots and dashes');
  if (!CARRIER.test(carrier)) {
    throw invalid('/carrier', 'must be a carrier name: lower-case letters, digits and dashes');
  }
  if (input.networks.length === 0 || input.networks.length > MAX_NETWORKS) {
    throw invalid('/networks', `must be 1 to ${MAX_NETWORKS} addresses or networks`);
  }
  if (port !== null && !(Number.isInteger(port) && port > 0 && port < 65_536)) {
    throw invalid('/disconnectPort', 'must be a port from 1 to 65535');
  }
  const country = input.country === null ? null : toCountryCode(input.country);
  if (country === undefined) throw invalid('/country', 'must be an ISO 3166-1 alpha-2 code');
  return { ...input, networks: input.networks.map(checkNetwork), country };
}

function checkNetwork(text: string): string {
  const [address = '', prefix, ...rest] = text.trim().split('/');
  const bits = isIP(address) === 6 ? 128 : 32;
  const length = prefix === undefined ? bits : Number(prefix);
  const isRight = isIP(address) !== 0 && rest.length === 0 && /^\d{1,3}$/.test(`${length}`);
  // Everybody's addresses would have one secret.
  if (isRight && length >= 1 && length <= bits) return `${address}/${length}`;
  throw invalid('/networks', `must be addresses or networks such as 10.1.0.0/24, not "${text}"`);
}

/** Throws `invalid_request` for a secret that is short, or that equipment may not take. */
export function checkSecret(secret: string): string {
  if (secret.length >= MIN_SECRET && secret.length <= MAX_SECRET && SECRET.test(secret)) {
    return secret;
  }
  throw invalid('/secret', `must have ${MIN_SECRET} to ${MAX_SECRET} characters without spaces`);
}

export function sealSecret(encryption: Encryption, id: string, secret: string): Buffer {
  return encryption.encrypt(secret, purposeOf(id));
}

/** Throws `DecryptionFailed`. */
export function openSecret(encryption: Encryption, id: string, sealed: Buffer): string {
  return encryption.decrypt(sealed, purposeOf(id));
}

function purposeOf(id: string): string {
  return `radius_clients/${id}`;
}

export function noSuchClient(name: string): Refusal {
  return invalid('/name', `must be that of a RADIUS client, and "${name}" is none`);
}
