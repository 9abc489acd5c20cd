import ipaddr from 'ipaddr.js';

/** Where a call may go besides public addresses: to this machine, or into private networks. */
export type Reach = { loopback: boolean; private?: boolean };

const LOOPBACK = 'a loopback address';
const PRIVATE = 'private';
const METADATA = 'the metadata service of a cloud';
const NOT_PUBLIC = 'not a public address';

/** By ipaddr.js' name of the range; one that is not listed is refused as well. */
const BANS: Record<string, string> = {
  loopback: LOOPBACK,
  unspecified: 'no address of a machine',
  broadcast: 'a broadcast address',
  multicast: 'a multicast address',
  linkLocal: 'link-local, as the metadata services of clouds are',
  private: PRIVATE,
  uniqueLocal: PRIVATE,
  deprecatedSiteLocal: PRIVATE,
  carrierGradeNat: "inside a provider's network",
  reserved: 'reserved',
  ipv4Mapped: 'an IPv4 address in disguise',
  rfc6145: 'an IPv4 address in disguise',
  rfc6052: 'an IPv4 address in disguise',
  '6to4': 'an IPv4 address in disguise',
  teredo: 'an IPv4 address in disguise',
};
/** Azure answers its machines' questions at this public address (168.63.129.16, "WireServer"). */
const METADATA_ADDRESSES = new Set(['168.63.129.16']);
/** The only part of IPv6 that IANA has given out for public use. */
const GLOBAL_UNICAST: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3];

/**
 * Returns why a call to this IP address is refused, in words that follow "which is"; undefined when
 * it may be called. Everything that is not plainly a public address is refused (RFC 6890 and
 * successors).
 */
export function refuseAddress(address: string, reach: Reach): string | undefined {
  const ban = banOf(address);
  if (ban === LOOPBACK && reach.loopback) return undefined;
  return ban === PRIVATE && reach.private ? undefined : ban;
}

/** Returns whether it is an address of this machine: 127.0.0.0/8 or ::1. */
export function isLoopback(address: string): boolean {
  return banOf(address) === LOOPBACK;
}

/** Returns whether a name never leaves this machine (RFC 6761, 6.3). */
export function isLoopbackName(hostname: string): boolean {
  return /^(.+\.)?localhost\.?$/i.test(hostname);
}

function banOf(address: string): string | undefined {
  if (!ipaddr.isValid(address)) return 'not an IP address';
  const parsed = ipaddr.parse(address);
  const range: string = parsed.range();
  if (METADATA_ADDRESSES.has(parsed.toString())) return METADATA;
  if (range !== 'unicast') return BANS[range] ?? NOT_PUBLIC;
  const isElsewhere = parsed instanceof ipaddr.IPv6 && !parsed.match(...GLOBAL_UNICAST);
  return isElsewhere ? NOT_PUBLIC : undefined;
}
