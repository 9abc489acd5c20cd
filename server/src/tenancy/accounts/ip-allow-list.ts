import ipaddr from 'ipaddr.js';

/** A network address and the number of leading bits that count. */
export type IpRange = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

const MAPPED_PREFIX_BITS = 96;

/**
 * Reads a CIDR range; a single address is a range of one. Host bits are dropped, and a range of
 * IPv4-mapped IPv6 addresses is the IPv4 range it means. Undefined for anything else, short and
 * octal IPv4 forms and zones included.
 */
export function parseIpRange(text: string): IpRange | undefined {
  if (!/^[0-9a-f:.]+(\/\d{1,3})?$/i.test(text)) return undefined;
  const isIpv4 = ipaddr.IPv4.isValidFourPartDecimal(text.split('/')[0] ?? '');
  const cidr = text.includes('/') ? text : `${text}/${isIpv4 ? 32 : 128}`;
  if (isIpv4) return ipaddr.IPv4.isValidCIDR(cidr) ? ipv4Range(cidr) : undefined;
  return ipaddr.IPv6.isValidCIDR(cidr) ? ipv6Range(cidr) : undefined;
}

/** Returns the text of a range: `10.0.0.0/8`, `2001:db8::/32`. */
export function formatIpRange([network, bits]: IpRange): string {
  return `${network.toString()}/${bits}`;
}

/** Ranges as `formatIpRange` wrote them. */
export function readStoredRanges(texts: readonly string[]): IpRange[] {
  return texts.map((text) => {
    const range = parseIpRange(text);
    // Skipping it could turn a short list into an empty one, which allows every address.
    if (!range) throw new Error(`The stored IP range "${text}" cannot be read.`);
    return range;
  });
}

/** Returns whether a call may come from there; an empty list allows every address. */
export function isAllowedFrom(ranges: readonly IpRange[], remoteAddress: string): boolean {
  if (ranges.length === 0) return true;
  if (!ipaddr.isValid(remoteAddress)) return false;
  const address = ipaddr.process(remoteAddress);
  return ranges.some(
    ([network, bits]) => network.kind() === address.kind() && address.match(network, bits),
  );
}

function ipv4Range(cidr: string): IpRange {
  return [ipaddr.IPv4.networkAddressFromCIDR(cidr), ipaddr.IPv4.parseCIDR(cidr)[1]];
}

function ipv6Range(cidr: string): IpRange {
  const bits = ipaddr.IPv6.parseCIDR(cidr)[1];
  const network = ipaddr.IPv6.networkAddressFromCIDR(cidr);
  const isMapped = bits >= MAPPED_PREFIX_BITS && network.isIPv4MappedAddress();
  return isMapped ? [network.toIPv4Address(), bits - MAPPED_PREFIX_BITS] : [network, bits];
}
