import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type Attribute,
  CODES,
  createRadiusClient,
  encodeRequest,
  isAnswerAuthentic,
  numberAttribute,
  parsePacket,
  TGPP,
  TYPES,
  textAttribute,
  tgppAttribute,
} from '../../src/connectivity/radius/index.ts';
import { createEncryption } from '../../src/kernel/encryption.ts';
import type { Database } from '../../src/platform/db/database.ts';

export const SECRET = 'a-secret-of-the-tests';
export const encryption = createEncryption([Buffer.alloc(32, 7)]);

const STATUSES = { start: 1, stop: 2, interim: 3, on: 7, off: 8 };
const LOW = 2n ** 32n;
const ANSWER_MS = 2_000;

/** A client on this machine with the secret of the tests. */
export function createClient(
  db: Database,
  over: Partial<Parameters<typeof createRadiusClient>[1]> = {},
) {
  const client = {
    name: 'alps',
    carrier: 'sandbox',
    networks: ['127.0.0.1'],
    disconnectPort: null,
    country: null,
    secret: SECRET,
    encryption,
    ...over,
  };
  return db.transaction((tx) => createRadiusClient(tx, client));
}

/** The contents of a NAS's request: counters of octets from and to the phone. */
export type Sent = {
  status: keyof typeof STATUSES;
  session?: string;
  imsi?: string;
  input?: bigint;
  output?: bigint;
  network?: string;
  at?: Date;
  more?: Attribute[];
};

/** Returns the attributes of an Accounting-Request. */
export function attributesOf(sent: Sent): Attribute[] {
  const { status, session, imsi, input = 0n, output = 0n, network = '23201', at, more } = sent;
  const counter = (low: number, high: number, octets: bigint) => [
    numberAttribute(low, Number(octets % LOW)),
    ...(octets >= LOW ? [numberAttribute(high, Number(octets / LOW))] : []),
  ];
  return [
    numberAttribute(TYPES.acctStatusType, STATUSES[status]),
    textAttribute(TYPES.nasIdentifier, 'pgw-1'),
    ...(session === undefined ? [] : [textAttribute(TYPES.acctSessionId, session)]),
    ...(imsi === undefined ? [] : [tgppAttribute(TGPP.imsi, Buffer.from(imsi))]),
    ...counter(TYPES.acctInputOctets, TYPES.acctInputGigawords, input),
    ...counter(TYPES.acctOutputOctets, TYPES.acctOutputGigawords, output),
    tgppAttribute(TGPP.sgsnMccMnc, Buffer.from(network)),
    ...(at ? [numberAttribute(TYPES.eventTimestamp, Math.floor(at.getTime() / 1_000))] : []),
    ...(more ?? []),
  ];
}

export type Nas = {
  /** Sends a request once; returns whether an authentic answer came in time. */
  send(sent: Sent, options?: { secret?: string; waitMs?: number }): Promise<boolean>;
  /** Sends octets as they are. */
  sendOctets(octets: Buffer, waitMs?: number): Promise<boolean>;
  /** Sends a request again with growing pauses until it is answered. */
  deliver(sent: Sent): Promise<void>;
  close(): Promise<void>;
};

/** A NAS that sends to a port of this machine, from an address of it. */
export async function openNas(port: () => number, address = '127.0.0.1'): Promise<Nas> {
  const socket = await openSocket(address);
  const waiting = new Map<string, (datagram: Buffer) => void>();
  let identifier = 0;
  socket.on('message', (datagram) => waiting.get(String(datagram[1]))?.(datagram));

  async function sendOctets(octets: Buffer, waitMs = ANSWER_MS, secret = SECRET) {
    const name = String(octets[1]);
    const stopped = new AbortController();
    const answered = new Promise<boolean>((resolve) => {
      waiting.set(name, (datagram) => {
        const requestAuthenticator = octets.subarray(4, 20);
        const packet = parsePacket(datagram);
        const isRight = isAnswerAuthentic(datagram, packet, { secret, requestAuthenticator });
        if (isRight && packet.code === CODES.accountingResponse) resolve(true);
      });
    });
    socket.send(octets, port(), isIPv6(address) ? '::1' : '127.0.0.1');
    const late = delay(waitMs, false, { signal: stopped.signal }).catch(() => false);
    const isAnswered = await Promise.race([answered, late]);
    stopped.abort();
    waiting.delete(name);
    return isAnswered;
  }

  const encode = (sent: Sent, secret: string) => {
    identifier = (identifier + 1) % 256;
    const draft = { code: CODES.accountingRequest, identifier, attributes: attributesOf(sent) };
    return encodeRequest(draft, secret);
  };
  return {
    sendOctets,
    send: (sent, { secret = SECRET, waitMs } = {}) =>
      sendOctets(encode(sent, secret), waitMs, secret),
    async deliver(sent) {
      const octets = encode(sent, SECRET);
      for (let attempt = 0; attempt < 60; attempt += 1) {
        if (await sendOctets(octets, 100 + 100 * attempt)) return;
      }
      throw new Error('The packet was never answered.');
    },
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

function openSocket(address: string): Promise<Socket> {
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(0, address, () => resolve(socket));
  });
}

/** A NAS that takes Disconnect-Requests: gives each to the last reply that was set. */
export async function listenAsNas(address = '127.0.0.1') {
  const socket = await openSocket(address);
  const state = { reply: (_: Buffer): Buffer | undefined => undefined };
  socket.on('message', (datagram, from) => {
    const answer = state.reply(datagram);
    if (answer) socket.send(answer, from.port, from.address);
  });
  const close = () => new Promise<void>((resolve) => socket.close(() => resolve()));
  return Object.assign(state, { port: socket.address().port, close });
}

/** A Proxy-State as a proxy adds it. */
export const aProxyState = (): Attribute => ({ type: TYPES.proxyState, value: randomBytes(4) });
