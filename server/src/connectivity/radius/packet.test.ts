import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNotice } from './accounting-notice.ts';
import { numberAttribute, TGPP, TYPES, textAttribute, tgppAttribute } from './attributes.ts';
import {
  encodeAnswer,
  encodeRequest,
  encodeSignedRequest,
  isAnswerAuthentic,
  isRequestAuthentic,
} from './authenticators.ts';
import { type Attribute, encodePacket, MalformedPacket, parsePacket } from './packet.ts';

const octet = fc.integer({ min: 0, max: 255 });
const octets = (minLength: number, maxLength: number) =>
  fc.uint8Array({ minLength, maxLength }).map((bytes) => Buffer.from(bytes));
const attributes = fc.array(fc.record({ type: octet, value: octets(0, 253) }), { maxLength: 12 });
const packets = fc.record({ code: octet, identifier: octet, attributes });
const source = { address: '192.0.2.1', receivedAt: new Date('2026-04-30T10:00:00Z') };

const encode = (given: readonly Attribute[]) =>
  encodeRequest({ code: 4, identifier: 7, attributes: given }, 'a secret of tests');
const readDatagram = (datagram: Buffer) =>
  readNotice(parsePacket(datagram), { ...source, datagram });
const readAttributes = (...given: Attribute[]) => readDatagram(encode(given));

const start = numberAttribute(TYPES.acctStatusType, 1);
const session = textAttribute(TYPES.acctSessionId, 's-1');
const read = (...given: Attribute[]) => readAttributes(start, session, ...given);

describe('packets', () => {
  it('come out as they went in, with padding behind them', () => {
    fc.assert(
      fc.property(packets, octets(16, 16), octets(0, 9), (draft, authenticator, padding) => {
        const packet = { ...draft, authenticator };
        const parsed = parsePacket(Buffer.concat([encodePacket(packet), padding]));
        expect(parsed).toEqual(packet);
      }),
    );
  });

  it('of any octets are read, or refused as malformed', () => {
    const header = fc.constantFrom(Buffer.from([4, 1]), Buffer.alloc(0));
    fc.assert(
      fc.property(header, octets(0, 600), (head, body) => {
        const datagram = Buffer.concat([head, body]);
        if (head.length > 0 && datagram.length >= 20) datagram.writeUInt16BE(datagram.length, 2);
        try {
          readDatagram(datagram);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedPacket);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('of any attributes are understood, or refused as malformed', () => {
    const known = Object.values(TYPES);
    const some = fc.record({ type: fc.constantFrom(...known), value: octets(0, 12) });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 12 }), (given) => {
        try {
          readAttributes(...given);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedPacket);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('are authentic with their own secret only, requests and answers', () => {
    const secrets = fc.string({ minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(packets, secrets, secrets, (draft, secret, other) => {
        fc.pre(secret !== other && draft.attributes.every(({ type }) => type !== 80));
        for (const encode of [encodeRequest, encodeSignedRequest]) {
          const datagram = encode(draft, secret);
          const packet = parsePacket(datagram);
          expect(isRequestAuthentic(datagram, packet, secret)).toBe(true);
          expect(isRequestAuthentic(datagram, packet, other)).toBe(false);
          const requestAuthenticator = packet.authenticator;
          const answer = encodeAnswer(draft, { secret, requestAuthenticator });
          const parsed = parsePacket(answer);
          const of = { secret, requestAuthenticator };
          expect(isAnswerAuthentic(answer, parsed, of)).toBe(true);
          expect(isAnswerAuthentic(answer, parsed, { ...of, secret: other })).toBe(false);
        }
      }),
    );
  });
});

describe('accounting', () => {
  it('counts octets beyond four gigabytes by their gigawords', () => {
    const notice = read(
      numberAttribute(TYPES.acctInputOctets, 5),
      numberAttribute(TYPES.acctInputGigawords, 2),
      numberAttribute(TYPES.acctOutputOctets, 4_294_967_295),
    );
    expect(notice).toMatchObject({ inputBytes: 8_589_934_597n, outputBytes: 4_294_967_295n });
  });

  it('names the eSIM by its IMSI, or by other attributes that are an IMSI or an ICCID', () => {
    const imsi = tgppAttribute(TGPP.imsi, Buffer.from('260060145143896'));
    const user = (text: string) => textAttribute(TYPES.userName, text);
    const phone = textAttribute(TYPES.callingStationId, '43660123456');
    const given = [
      [imsi, user('mike')],
      [user('0260060145143896@nai.epc.mnc006.mcc260.3gppnetwork.org'), phone],
      [user('mike'), textAttribute(TYPES.callingStationId, '260060145143896')],
    ];
    for (const one of given) expect(read(...one)?.subscriber).toBe('260060145143896');
    const iccid = textAttribute(TYPES.class, '8997212330099184891');
    expect(read(user('mike'), iccid)?.subscriber).toBe('8997212330099184891');
    expect(read(user('mike'), phone)?.subscriber).toBe('mike');
    expect(read()?.subscriber).toBeNull();
  });

  it('finds the visited network in its own attribute or in the location', () => {
    const network = tgppAttribute(TGPP.sgsnMccMnc, Buffer.from('310410'));
    const location = (hex: string) =>
      tgppAttribute(TGPP.locationInformation, Buffer.from(hex, 'hex'));
    expect(read(network, location('8232f210'))?.place).toEqual({ mcc: '310', mnc: '410' });
    expect(read(location('8232f2100000'))?.place).toEqual({ mcc: '232', mnc: '01' });
    expect(read(location('82130014'))?.place).toEqual({ mcc: '310', mnc: '410' });
    expect(read(location('82ffffff'))?.place).toBeNull();
    // The home networks of the subscription and of the gateway say nothing about where it is used.
    for (const home of [8, 9]) {
      expect(read(tgppAttribute(home, Buffer.from('23201')))?.place).toBeNull();
    }
  });

  it('takes the time of the NAS if it can be right, and otherwise when the packet was sent', () => {
    const at = (seconds: number) => numberAttribute(TYPES.eventTimestamp, seconds);
    const sent = Date.parse('2026-04-30T09:59:50Z');
    expect(read(at(sent / 1_000))).toMatchObject({ at: new Date(sent), isTimed: true });
    const delay = numberAttribute(TYPES.acctDelayTime, 10);
    expect(read(at(86_400), delay)).toMatchObject({ at: new Date(sent), isTimed: false });
  });

  it('names the NAS by its identifier, its address, or where the packet came from', () => {
    const address = { type: TYPES.nasIpAddress, value: Buffer.from([10, 0, 0, 7]) };
    expect(read(textAttribute(TYPES.nasIdentifier, 'pgw-1'), address)?.nas).toBe('pgw-1');
    expect(read(address)?.nas).toBe('10.0.0.7');
    expect(read()?.nas).toBe('192.0.2.1');
  });

  it('without a kind, a session or possible counters is malformed', () => {
    const impossible = numberAttribute(TYPES.acctInputGigawords, 4_294_967_295);
    for (const given of [[], [session], [start], [start, session, impossible]]) {
      expect(() => readAttributes(...given)).toThrow(MalformedPacket);
    }
    const tunnel = numberAttribute(TYPES.acctStatusType, 9);
    expect(readAttributes(tunnel)).toBeUndefined();
  });
});
