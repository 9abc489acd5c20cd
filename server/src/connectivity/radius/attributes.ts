import type { Attribute, Packet } from './packet.ts';

/** Attributes by number (RFC 2865, 2866, 2869, 5176). */
export const TYPES = {
  userName: 1,
  nasIpAddress: 4,
  class: 25,
  vendorSpecific: 26,
  callingStationId: 31,
  nasIdentifier: 32,
  proxyState: 33,
  acctStatusType: 40,
  acctDelayTime: 41,
  acctInputOctets: 42,
  acctOutputOctets: 43,
  acctSessionId: 44,
  acctInputGigawords: 52,
  acctOutputGigawords: 53,
  eventTimestamp: 55,
  messageAuthenticator: 80,
  nasIpv6Address: 95,
  errorCause: 101,
} as const;

/** Attributes of vendor 10415 (3GPP TS 29.061, 16.4.7). */
export const TGPP = { imsi: 1, sgsnMccMnc: 18, locationInformation: 22 } as const;
const TGPP_VENDOR = 10_415;
const VENDOR_BYTES = 4;

/** Returns the first attribute of the type. */
export function find(packet: Packet, type: number): Buffer | undefined {
  for (const one of packet.attributes) if (one.type === type) return one.value;
  return undefined;
}

/** Returns the first attribute of 3GPP of the type; several may share one attribute 26. */
export function findTgpp(packet: Packet, type: number): Buffer | undefined {
  for (const one of packet.attributes) {
    const found = one.type === TYPES.vendorSpecific ? findInVendor(one.value, type) : undefined;
    if (found) return found;
  }
  return undefined;
}

function findInVendor(value: Buffer, type: number): Buffer | undefined {
  if (value.length < VENDOR_BYTES || value.readUInt32BE(0) !== TGPP_VENDOR) return undefined;
  for (let at = VENDOR_BYTES; at + 1 < value.length; ) {
    const size = value[at + 1] as number;
    if (size < 2 || at + size > value.length) return undefined;
    if (value[at] === type) return value.subarray(at + 2, at + size);
    at += size;
  }
  return undefined;
}

/** Returns the number; undefined if the attribute is absent or has not four octets. */
export function findNumber(packet: Packet, type: number): number | undefined {
  const value = find(packet, type);
  return value?.length === 4 ? value.readUInt32BE(0) : undefined;
}

/** Returns the text without control characters; undefined if it is absent or empty. */
export function findText(packet: Packet, type: number): string | undefined {
  return toText(find(packet, type));
}

export function toText(value: Buffer | undefined): string | undefined {
  if (!value) return undefined;
  const plain = value.toString('latin1');
  // Nearly always: without a look at each character.
  if (PLAIN.test(plain)) return plain;
  const text = value.toString('utf8').replace(/[\p{Cc}\p{Cs}\ufffd]/gu, '');
  return text.trim() || undefined;
}

const PLAIN = /^[!-~]+$/;

export function textAttribute(type: number, text: string): Attribute {
  return { type, value: Buffer.from(text) };
}

export function numberAttribute(type: number, number: number): Attribute {
  const value = Buffer.alloc(4);
  value.writeUInt32BE(number);
  return { type, value };
}

export function tgppAttribute(type: number, value: Buffer): Attribute {
  const head = Buffer.alloc(VENDOR_BYTES + 2);
  head.writeUInt32BE(TGPP_VENDOR);
  head[VENDOR_BYTES] = type;
  head[VENDOR_BYTES + 1] = value.length + 2;
  return { type: TYPES.vendorSpecific, value: Buffer.concat([head, value]) };
}
