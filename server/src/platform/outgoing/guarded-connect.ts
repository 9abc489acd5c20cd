import { Resolver } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { buildConnector } from 'undici';
import {
  isLoopback,
  isLoopbackName,
  type Reach,
  refuseAddress,
} from '../../kernel/outgoing-address.ts';

/** A call that was refused because of its destination. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

/** The IP addresses of a name; throws as `node:dns` does when there are none. */
export type ResolveName = (hostname: string) => Promise<string[]>;

/** Who we are to a server that asks for a certificate, and the authorities that vouch for it. */
export type TlsIdentity = {
  /** PEM: our certificate, with those between it and its authority. */
  cert?: string;
  key?: string;
  /** PEM: with it no other authority counts. */
  ca?: string;
};

export type Trip = {
  reach: Reach;
  /** Plain HTTP goes to this machine only, wherever its name leads. */
  isPlain: boolean;
  resolveName: ResolveName;
  /** Certificates of further authorities; the built-in ones count all the same. */
  ca?: readonly string[];
  identity?: TlsIdentity | undefined;
  timeoutMs: number;
};

/**
 * Opens connections to public addresses only, and to loopback where that is allowed. What is
 * checked is what is connected to: no second look-up in between could answer otherwise.
 * Certificates are always verified.
 */
export function guardedConnect(trip: Trip): buildConnector.connector {
  const connect = buildConnector({
    lookup: guardedLookup(trip),
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: 1_000,
    rejectUnauthorized: true,
    // A resumed session would carry an old verdict on the certificate.
    maxCachedSessions: 0,
    allowH2: false,
    timeout: trip.timeoutMs,
    ...(trip.ca && { ca: [...trip.ca] }),
    ...trip.identity,
  });
  return (options, callback) => {
    const hostname = options.hostname.replace(/^\[|\]$/g, '');
    const refusal = isIP(hostname) ? refuse(hostname, trip) : undefined;
    if (!refusal) return connect(options, callback);
    const refused = new AddressRefused(`The address ${hostname} is ${refusal}.`);
    queueMicrotask(() => callback(refused, null));
  };
}

function guardedLookup(trip: Trip): LookupFunction {
  return (hostname, options, callback) => {
    const found = allowedAddresses(hostname, trip).then((addresses) =>
      addresses.map((address) => ({ address, family: isIP(address) })),
    );
    found.then(
      (addresses) => {
        if (options.all) callback(null, addresses);
        else callback(null, addresses[0]?.address ?? '', addresses[0]?.family);
      },
      (error) => callback(error, '', 0),
    );
  };
}

async function allowedAddresses(hostname: string, trip: Trip): Promise<string[]> {
  const addresses = isLoopbackName(hostname)
    ? ['127.0.0.1', '::1']
    : await trip.resolveName(hostname);
  const allowed = addresses.filter((address) => refuse(address, trip) === undefined);
  const [first = ''] = addresses;
  if (allowed.length > 0) return allowed;
  throw new AddressRefused(`The address resolves to ${first}, which is ${refuse(first, trip)}.`);
}

function refuse(address: string, { reach, isPlain }: Trip): string | undefined {
  const refusal = refuseAddress(address, reach);
  if (refusal || !isPlain || isLoopback(address)) return refusal;
  return 'not this machine, and others are called by HTTPS only';
}

const DNS_TIMEOUT_MS = 2_500;
const DNS_TRIES = 2;
/** How long a known IPv4 address waits for the IPv6 ones (RFC 8305, section 3). */
const IPV6_PATIENCE_MS = 50;

/**
 * Queries the configured name servers from this thread. `dns.lookup` uses one of four threads that
 * the whole process shares, where a few names with a slow server would delay all others.
 */
export function nameResolver(): ResolveName {
  const resolver = new Resolver({ timeout: DNS_TIMEOUT_MS, tries: DNS_TRIES });
  return async (hostname) => {
    const later = resolver.resolve6(hostname).catch((error: Error) => error);
    const first = await resolver.resolve4(hostname).catch((error: Error) => error);
    if (!(first instanceof Error)) {
      const more = await Promise.race([later, delay(IPV6_PATIENCE_MS, undefined, { ref: false })]);
      return Array.isArray(more) ? [...first, ...more] : first;
    }
    const only = await later;
    if (!(only instanceof Error)) return only;
    throw isUnknownName(first) ? only : first;
  };
}

function isUnknownName(error: NodeJS.ErrnoException): boolean {
  return error.code === 'ENOTFOUND' || error.code === 'ENODATA';
}
