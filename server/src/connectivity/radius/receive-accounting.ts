import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { type LookupOneOptions, lookup } from 'node:dns';
import { isIP, isIPv6 } from 'node:net';
import { readNotice } from './accounting-notice.ts';
import { TYPES } from './attributes.ts';
import { encodeAnswer, isRequestAuthentic } from './authenticators.ts';
import type { ReceivedNotice } from './keep-notices.ts';
import { findDrops, type ReadDrops } from './kernel-drops.ts';
import type { KnownClient, KnownClients } from './known-clients.ts';
import { CODES, MalformedPacket, type Packet, parsePacket } from './packet.ts';
import { createPacketQueue, type PacketOutcome, type QueueParts } from './packet-queue.ts';

export type ReceivingParts = QueueParts & { clients: () => KnownClients; now: () => Date };

/** The kernel gives as much as `net.core.rmem_max` allows. */
const RECEIVE_BUFFER_BYTES = 8 * 2 ** 20;
/** Holds 5,000 packets, of which each takes 832 octets in the kernel or more. */
const NEEDED_BUFFER_BYTES = 2 * 2 ** 20;

export type Receiving = { port: number; readDrops: ReadDrops; close(): Promise<void> };

/**
 * Receives Accounting-Requests. Each is answered once what it says has been committed; strangers,
 * wrong secrets and malformed packets get no answer.
 */
export async function receiveAccounting(
  parts: ReceivingParts,
  { host, port }: { host: string; port: number },
): Promise<Receiving> {
  const { log, countPacket } = parts;
  const socket = createSocket({
    type: isIPv6(host) ? 'udp6' : 'udp4',
    recvBufferSize: RECEIVE_BUFFER_BYTES,
    lookup: lookUp,
  });
  const queue = createPacketQueue(parts);

  socket.on('message', (datagram, from) => {
    const address = from.address.replace(/^::ffff:(?=\d+\.)/, '');
    const client = parts.clients().of(address);
    const outcome = client ? take(datagram, from, { address, client }) : 'unknown_client';
    if (outcome) countPacket(outcome, client);
  });

  const send = (octets: Buffer, { address, port: to }: RemoteInfo) =>
    socket.send(octets, to, address);

  /** Returns the outcome unless it is decided by the transaction. */
  function take(
    datagram: Buffer,
    from: RemoteInfo,
    { address, client }: { address: string; client: KnownClient },
  ): PacketOutcome | undefined {
    const read = readRequest(datagram, client, { address, receivedAt: parts.now() });
    if (typeof read === 'string') return read;
    const { answer, authenticator, received } = read;
    if (!received) {
      send(answer, from);
      return 'without_use';
    }
    const name = `${from.address} ${from.port} ${datagram[1]} ${authenticator}`;
    return queue.push({ name, received, answer: () => send(answer, from) });
  }

  await bind(socket, { host, port });
  reportSmallBuffer(socket, log);
  socket.on('error', (err) => log.warn({ err }, 'RADIUS socket failed'));
  const bound = socket.address().port;
  return {
    port: bound,
    readDrops: await findDrops(bound),
    async close() {
      socket.removeAllListeners('message');
      await queue.drained();
      await new Promise<void>((resolve) => socket.close(() => resolve()));
    },
  };
}

/** An address needs no look-up, which `node:dgram` does for every datagram otherwise. */
function lookUp(
  host: string,
  options: LookupOneOptions,
  callback: (error: NodeJS.ErrnoException | null, address: string, family: number) => void,
): void {
  const family = isIP(host);
  if (family) callback(null, host, family);
  else lookup(host, options, callback);
}

type ReadRequest = {
  /** Encoded at once, so that the packet is not held until it is kept. */
  answer: Buffer;
  authenticator: string;
  received: ReceivedNotice | undefined;
};

/** Returns an authentic request with what it says, or why it gets no answer. */
function readRequest(
  datagram: Buffer,
  client: KnownClient,
  source: { address: string; receivedAt: Date },
): ReadRequest | 'wrong_secret' | 'malformed' {
  try {
    const packet = parsePacket(datagram);
    if (packet.code !== CODES.accountingRequest) return 'malformed';
    const secret = client.secrets.find((one) => isRequestAuthentic(datagram, packet, one));
    if (secret === undefined) return 'wrong_secret';
    const notice = readNotice(packet, { ...source, datagram });
    return {
      answer: acknowledge(packet, secret),
      authenticator: packet.authenticator.toString('latin1'),
      received: notice && { notice, client, ...source },
    };
  } catch (error) {
    if (error instanceof MalformedPacket) return 'malformed';
    throw error;
  }
}

/** A proxy finds the request again by its Proxy-State (RFC 2865, 5.33). */
function acknowledge({ identifier, authenticator, attributes }: Packet, secret: string): Buffer {
  const answer = {
    code: CODES.accountingResponse,
    identifier,
    attributes: attributes.filter(({ type }) => type === TYPES.proxyState),
  };
  return encodeAnswer(answer, { secret, requestAuthenticator: authenticator });
}

/** Linux gives twice what is asked for, at most twice its limit. */
function reportSmallBuffer(socket: Socket, log: ReceivingParts['log']): void {
  const receiveBufferBytes = socket.getRecvBufferSize() / 2;
  if (receiveBufferBytes >= NEEDED_BUFFER_BYTES) return;
  const message = 'bursts of RADIUS packets may be lost: net.core.rmem_max is small';
  log.warn({ receiveBufferBytes, neededBytes: NEEDED_BUFFER_BYTES }, message);
}

function bind(socket: Socket, { host, port }: { host: string; port: number }) {
  return new Promise<void>((resolve, reject) => {
    socket.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      reject(isTaken ? new Error(`UDP port ${port} of ${host} is in use.`) : error);
    });
    socket.bind(port, host, () => {
      socket.removeAllListeners('error');
      resolve();
    });
  });
}
