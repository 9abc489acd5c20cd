import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { readNotice } from './accounting-notice.ts';
import { TYPES } from './attributes.ts';
import { encodeAnswer, isRequestAuthentic } from './authenticators.ts';
import type { ReceivedNotice } from './keep-notices.ts';
import type { KnownClient, KnownClients } from './known-clients.ts';
import { CODES, MalformedPacket, type Packet, parsePacket } from './packet.ts';
import { createPacketQueue, type PacketOutcome, type QueueParts } from './packet-queue.ts';

export type ReceivingParts = QueueParts & { clients: () => KnownClients; now: () => Date };

/** The kernel gives as much as `net.core.rmem_max` allows. */
const RECEIVE_BUFFER_BYTES = 8 * 2 ** 20;

export type Receiving = { port: number; close(): Promise<void> };

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
  });
  const queue = createPacketQueue(parts);

  socket.on('message', (datagram, from) => {
    const address = from.address.replace(/^::ffff:(?=\d+\.)/, '');
    const client = parts.clients().of(address);
    const outcome = client ? take(datagram, from, { address, client }) : 'unknown_client';
    if (outcome) countPacket(outcome, client);
  });

  /** Returns the outcome unless it is decided by the transaction. */
  function take(
    datagram: Buffer,
    from: RemoteInfo,
    { address, client }: { address: string; client: KnownClient },
  ): PacketOutcome | undefined {
    const read = readRequest(datagram, client, { address, receivedAt: parts.now() });
    if (typeof read === 'string') return read;
    const { packet, secret, received } = read;
    const answer = () => socket.send(acknowledge(packet, secret), from.port, from.address);
    if (!received) {
      answer();
      return 'without_use';
    }
    return queue.push({ received, answer }) ? undefined : 'overloaded';
  }

  await bind(socket, { host, port });
  socket.on('error', (err) => log.warn({ err }, 'RADIUS socket failed'));
  return {
    port: socket.address().port,
    async close() {
      socket.removeAllListeners('message');
      await queue.drained();
      await new Promise<void>((resolve) => socket.close(() => resolve()));
    },
  };
}

type ReadRequest = { packet: Packet; secret: string; received: ReceivedNotice | undefined };

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
    const notice = readNotice(packet, source);
    return { packet, secret, received: notice && { notice, client, ...source } };
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
