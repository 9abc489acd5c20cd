/** A type of attribute and its octets; those of a vendor are whole inside attribute 26. */
export type Attribute = { type: number; value: Buffer };

/** A RADIUS packet (RFC 2865, 3) as it was received or is sent. */
export type Packet = {
  code: number;
  identifier: number;
  authenticator: Buffer;
  attributes: readonly Attribute[];
};

/** The octets are no RADIUS packet, or one that says nothing that can be counted. */
export class MalformedPacket extends Error {
  override readonly name = 'MalformedPacket';
}

export const CODES = {
  accountingRequest: 4,
  accountingResponse: 5,
  disconnectRequest: 40,
  disconnectAck: 41,
  disconnectNak: 42,
} as const;

export const HEADER_BYTES = 20;
export const MAX_PACKET_BYTES = 4_096;
const MAX_VALUE_BYTES = 253;

/**
 * Returns the packet at the start of a datagram; octets behind its length are padding. Throws
 * `MalformedPacket`.
 */
export function parsePacket(datagram: Buffer): Packet {
  const length = datagram.length < HEADER_BYTES ? 0 : datagram.readUInt16BE(2);
  if (length < HEADER_BYTES || length > MAX_PACKET_BYTES || length > datagram.length) {
    throw new MalformedPacket('its length is wrong');
  }
  const attributes = parseAttributes(datagram.subarray(HEADER_BYTES, length));
  const authenticator = datagram.subarray(4, HEADER_BYTES);
  return {
    code: datagram[0] as number,
    identifier: datagram[1] as number,
    authenticator,
    attributes,
  };
}

/** Returns the octets of a packet. Throws if it or one of its attributes is too long. */
export function encodePacket({ code, identifier, authenticator, attributes }: Packet): Buffer {
  const length = HEADER_BYTES + lengthOf(attributes);
  if (length > MAX_PACKET_BYTES) throw new Error('The packet is too long.');
  const octets = Buffer.allocUnsafe(length);
  octets[0] = code;
  octets[1] = identifier;
  octets.writeUInt16BE(length, 2);
  authenticator.copy(octets, 4);
  writeAttributes(octets, HEADER_BYTES, attributes);
  return octets;
}

/** Returns the octets of attributes, as they follow the header of a packet. */
export function encodeAttributes(attributes: readonly Attribute[]): Buffer {
  const octets = Buffer.allocUnsafe(lengthOf(attributes));
  writeAttributes(octets, 0, attributes);
  return octets;
}

function lengthOf(attributes: readonly Attribute[]): number {
  let length = 0;
  for (const { value } of attributes) {
    if (value.length > MAX_VALUE_BYTES) throw new Error('The value of an attribute is too long.');
    length += value.length + 2;
  }
  return length;
}

function writeAttributes(octets: Buffer, from: number, attributes: readonly Attribute[]): void {
  let at = from;
  for (const { type, value } of attributes) {
    octets[at] = type;
    octets[at + 1] = value.length + 2;
    value.copy(octets, at + 2);
    at += value.length + 2;
  }
}

/** Returns the attributes that stand in the octets. Throws `MalformedPacket`. */
export function parseAttributes(octets: Buffer): Attribute[] {
  const attributes: Attribute[] = [];
  for (let at = 0; at < octets.length; ) {
    const size = octets[at + 1] ?? 0;
    if (size < 2 || at + size > octets.length) throw new MalformedPacket('an attribute is cut off');
    attributes.push({ type: octets[at] as number, value: octets.subarray(at + 2, at + size) });
    at += size;
  }
  return attributes;
}
