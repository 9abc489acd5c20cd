import { isIccid } from '../../kernel/iccid.ts';
import { find, findNumber, findText, findTgpp, TGPP, TYPES, toText } from './attributes.ts';
import { type Place, readLocation, readMccMnc } from './location.ts';
import {
  type Attribute,
  encodeAttributes,
  MalformedPacket,
  type Packet,
  parsePacket,
} from './packet.ts';

const STATUSES: Readonly<Record<number, AccountingNotice['status']>> = {
  1: 'start',
  2: 'stop',
  3: 'interim',
  7: 'on',
  8: 'off',
};
const GIGAWORD = 2n ** 32n;
const MAX_OCTETS = BigInt(Number.MAX_SAFE_INTEGER);
const MAX_ID = 128;
const DAY_MS = 86_400_000;
/** An older or later time is a wrong clock; proxies may hold packets back for days. */
const OLDEST_MS = 30 * DAY_MS;

/** What a NAS says about one session, or about all of its sessions (`on`, `off`). */
export type AccountingNotice = {
  status: 'start' | 'interim' | 'stop' | 'on' | 'off';
  /** How the NAS names itself; its address where it does not. */
  nas: string;
  /** Empty with `on` and `off`. */
  sessionId: string;
  /** An IMSI, an ICCID, or another name; null if the packet has none. */
  subscriber: string | null;
  /** Since the session began: octets from and to the phone. */
  inputBytes: bigint;
  outputBytes: bigint;
  place: Place | null;
  /** When it happened; by the clock of the NAS, which may be ahead. */
  at: Date;
  /** Whether the NAS gave the time, so that a repeated packet has the same. */
  isTimed: boolean;
  /** The attributes by which the NAS knows the session, for a Disconnect-Request. */
  identity: () => Buffer;
};

/**
 * Returns what an Accounting-Request says; undefined for kinds that say nothing about use. Throws
 * `MalformedPacket` if it lacks its kind or the session.
 */
export function readNotice(
  packet: Packet,
  { datagram, address, receivedAt }: { datagram: Buffer; address: string; receivedAt: Date },
): AccountingNotice | undefined {
  const kind = findNumber(packet, TYPES.acctStatusType);
  if (kind === undefined) throw new MalformedPacket('it has no Acct-Status-Type');
  const status = STATUSES[kind];
  if (!status) return undefined;
  const sessionId = findText(packet, TYPES.acctSessionId)?.slice(0, MAX_ID) ?? '';
  const isOfSession = status !== 'on' && status !== 'off';
  if (isOfSession && sessionId === '') throw new MalformedPacket('it has no Acct-Session-Id');
  return {
    status,
    nas: nameNas(packet) ?? address,
    sessionId: isOfSession ? sessionId : '',
    subscriber: nameSubscriber(packet),
    inputBytes: readOctets(packet, TYPES.acctInputOctets, TYPES.acctInputGigawords),
    outputBytes: readOctets(packet, TYPES.acctOutputOctets, TYPES.acctOutputGigawords),
    place: readPlace(packet),
    ...readTime(packet, receivedAt),
    // Read again for a session's first packet: attributes of all that wait would fill the heap.
    identity: () => encodeAttributes(parsePacket(datagram).attributes.filter(isIdentifying)),
  };
}

function nameNas(packet: Packet): string | undefined {
  const name = findText(packet, TYPES.nasIdentifier)?.slice(0, MAX_ID);
  if (name) return name;
  const [four, six] = [find(packet, TYPES.nasIpAddress), find(packet, TYPES.nasIpv6Address)];
  if (four?.length === 4) return four.join('.');
  return six?.length === 16 ? six.toString('hex').replace(/(.{4})(?=.)/g, '$1:') : undefined;
}

const IMSI = /^\d{15}$/;
/** The identity of 3GPP TS 23.003, 14: a digit for the kind, the IMSI, and a realm. */
const NAI = /^[0-9]?(\d{15})@/;

const NAMES = [TYPES.userName, TYPES.class, TYPES.callingStationId];

/** The IMSI is surest; other attributes count if they are an IMSI or an ICCID. */
function nameSubscriber(packet: Packet): string | null {
  const imsi = toText(findTgpp(packet, TGPP.imsi));
  if (imsi && IMSI.test(imsi)) return imsi;
  const others = NAMES.map((type) => findText(packet, type));
  for (const one of others) {
    const known = one && (NAI.exec(one)?.[1] ?? one);
    if (known && (IMSI.test(known) || isIccid(known))) return known;
  }
  return (imsi ?? others[0] ?? others[2])?.slice(0, MAX_ID) ?? null;
}

function readOctets(packet: Packet, low: number, high: number): bigint {
  const [few, gigawords] = [BigInt(findNumber(packet, low) ?? 0), findNumber(packet, high)];
  if (!gigawords) return few;
  const octets = few + BigInt(gigawords) * GIGAWORD;
  if (octets > MAX_OCTETS) throw new MalformedPacket('its counters are impossible');
  return octets;
}

function readPlace(packet: Packet): Place | null {
  const network = toText(findTgpp(packet, TGPP.sgsnMccMnc));
  return (
    (network && readMccMnc(network)) ||
    readLocation(findTgpp(packet, TGPP.locationInformation)) ||
    null
  );
}

function readTime(packet: Packet, receivedAt: Date): Pick<AccountingNotice, 'at' | 'isTimed'> {
  const now = receivedAt.getTime();
  const seconds = findNumber(packet, TYPES.eventTimestamp);
  const given = (seconds ?? 0) * 1_000;
  const isPlausible = given > now - OLDEST_MS && given < now + DAY_MS;
  if (isPlausible) return { at: new Date(given), isTimed: true };
  const delayMs = (findNumber(packet, TYPES.acctDelayTime) ?? 0) * 1_000;
  return { at: new Date(now - Math.min(delayMs, OLDEST_MS)), isTimed: false };
}

const IDENTIFYING: ReadonlySet<number> = new Set([
  TYPES.userName,
  TYPES.nasIpAddress,
  TYPES.nasIdentifier,
  TYPES.nasIpv6Address,
  TYPES.callingStationId,
  TYPES.acctSessionId,
]);

function isIdentifying({ type, value }: Attribute): boolean {
  if (IDENTIFYING.has(type)) return true;
  const packet = { code: 0, identifier: 0, authenticator: value, attributes: [{ type, value }] };
  return findTgpp(packet, TGPP.imsi) !== undefined;
}
