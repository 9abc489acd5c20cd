import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { TYPES } from './attributes.ts';
import { type Attribute, encodePacket, MAX_PACKET_BYTES, type Packet } from './packet.ts';

const ZEROS = Buffer.alloc(16);
const HEAD_BYTES = 4;
/** More than any secret that a client may have, in UTF-8. */
const MAX_SECRET_BYTES = 256;

/**
 * Returns whether a request (Accounting, Disconnect) was made with the secret: its authenticator,
 * and its Message-Authenticator if it has one.
 */
export function isRequestAuthentic(datagram: Buffer, packet: Packet, secret: string): boolean {
  const expected = Buffer.from(authenticate(datagram, ZEROS, secret), 'latin1');
  return timingSafeEqual(expected, packet.authenticator) && isSignedRight(packet, ZEROS, secret);
}

/** Returns whether an answer to a request was made with the secret. */
export function isAnswerAuthentic(
  datagram: Buffer,
  packet: Packet,
  { secret, requestAuthenticator }: { secret: string; requestAuthenticator: Buffer },
): boolean {
  const expected = Buffer.from(authenticate(datagram, requestAuthenticator, secret), 'latin1');
  if (!timingSafeEqual(expected, packet.authenticator)) return false;
  return isSignedRight(packet, requestAuthenticator, secret);
}

type Draft = Omit<Packet, 'authenticator'>;

/** Returns the octets of a request whose authenticator is computed (RFC 2866, 3). */
export function encodeRequest(draft: Draft, secret: string): Buffer {
  return seal({ ...draft, authenticator: ZEROS }, secret);
}

/** Returns the octets of the answer to a request. */
export function encodeAnswer(
  draft: Draft,
  { secret, requestAuthenticator }: { secret: string; requestAuthenticator: Buffer },
): Buffer {
  return seal({ ...draft, authenticator: requestAuthenticator }, secret);
}

/** Returns a request with a Message-Authenticator in front of its attributes. */
export function encodeSignedRequest(draft: Draft, secret: string): Buffer {
  const open = { ...draft, attributes: [signature(ZEROS), ...draft.attributes] };
  const value = sign({ ...open, authenticator: ZEROS }, secret);
  return encodeRequest({ ...draft, attributes: [signature(value), ...draft.attributes] }, secret);
}

function seal(packet: Packet, secret: string): Buffer {
  const octets = encodePacket(packet);
  octets.write(authenticate(octets, packet.authenticator, secret), HEAD_BYTES, 'latin1');
  return octets;
}

function isSignedRight(packet: Packet, authenticator: Buffer, secret: string): boolean {
  const sent = packet.attributes.find(({ type }) => type === TYPES.messageAuthenticator)?.value;
  if (!sent) return true;
  const attributes = packet.attributes.map((one) =>
    one.type === TYPES.messageAuthenticator ? signature(ZEROS) : one,
  );
  const expected = sign({ ...packet, attributes, authenticator }, secret);
  return sent.length === expected.length && timingSafeEqual(expected, sent);
}

function signature(value: Buffer): Attribute {
  return { type: TYPES.messageAuthenticator, value };
}

function sign(packet: Packet, secret: string): Buffer {
  return createHmac('md5', secret).update(encodePacket(packet)).digest();
}

const scratch = Buffer.alloc(MAX_PACKET_BYTES + MAX_SECRET_BYTES);

/**
 * Returns the MD5 of a packet whose authenticator is replaced by another, and the secret; each
 * character is an octet. Octets put together in one place, and text instead of a buffer that is
 * allocated for each, take half the time.
 */
function authenticate(datagram: Buffer, authenticator: Buffer, secret: string): string {
  const length = datagram.readUInt16BE(2);
  datagram.copy(scratch, 0, 0, length);
  authenticator.copy(scratch, HEAD_BYTES);
  const end = length + scratch.write(secret, length);
  return hash('md5', scratch.subarray(0, end), 'binary');
}
