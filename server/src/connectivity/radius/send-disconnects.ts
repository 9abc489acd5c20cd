import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../../platform/db/database.ts';
import { findNumber, numberAttribute, TYPES } from './attributes.ts';
import { encodeSignedRequest, isAnswerAuthentic } from './authenticators.ts';
import {
  claimDisconnects,
  type DueDisconnect,
  endDisconnect,
  endDisconnects,
} from './disconnect-store.ts';
import type { KnownClients } from './known-clients.ts';
import { CODES, HEADER_BYTES, parseAttributes, parsePacket } from './packet.ts';

/** The outcome of a Disconnect-Request. */
type DisconnectOutcome = 'sent' | 'accepted' | 'refused' | 'unanswered';

export type DisconnectParts = {
  db: Database;
  clients: () => KnownClients;
  now: () => Date;
  log: { warn(facts: object, message: string): void };
  countDisconnect: (outcome: DisconnectOutcome) => void;
};

/** Over a minute. */
const MOST_ATTEMPTS = 6;
const MOST_AT_ONCE = 100;
const LOOK_EVERY_MS = 200;
const PAUSE_AFTER_ERROR_MS = 1_000;
/** An identifier is one octet for each NAS; the answers of older requests are not waited for. */
const IDENTIFIERS = 256;

type Sent = { due: DueDisconnect; authenticator: Buffer; secret: string };

export type Disconnecting = { stop(): Promise<void> };

/**
 * Sends the Disconnect-Requests that are due (RFC 5176) until it is stopped, each again with
 * growing pauses until the NAS answers.
 */
export function sendDisconnects(parts: DisconnectParts): Disconnecting {
  const { db, log, countDisconnect } = parts;
  const stopping = new AbortController();
  const sent = new Map<string, Sent>();
  const sockets = [open('udp4'), open('udp6')] as const;
  let last = 0;
  const running = repeat();

  async function repeat(): Promise<void> {
    const pause = (ms: number) =>
      delay(ms, undefined, { signal: stopping.signal }).catch(() => undefined);
    while (!stopping.signal.aborted) {
      const isDone = await sendDue().then(() => true, reportFailure(log));
      await pause(isDone ? LOOK_EVERY_MS : PAUSE_AFTER_ERROR_MS);
    }
  }

  async function sendDue(): Promise<void> {
    const ended = await endDisconnects(db, MOST_ATTEMPTS);
    for (let count = 0; count < ended; count += 1) countDisconnect('unanswered');
    for (const due of await claimDisconnects(db, MOST_AT_ONCE)) send(due);
  }

  function send(due: DueDisconnect): void {
    const [secret] = parts.clients().withId(due.clientId)?.secrets ?? [];
    if (secret === undefined) return;
    last = (last + 1) % IDENTIFIERS;
    const datagram = encodeDisconnect(due, { identifier: last, secret, at: parts.now() });
    sent.set(nameOf(due.address, due.port, last), {
      due,
      secret,
      authenticator: datagram.subarray(4, HEADER_BYTES),
    });
    const socket = sockets[isIPv6(due.address) ? 1 : 0];
    // A NAS that is not reached is asked again.
    socket.send(datagram, due.port, due.address, () => undefined);
    countDisconnect('sent');
  }

  function open(type: 'udp4' | 'udp6'): Socket {
    const socket = createSocket(type);
    socket.on('error', (err) => log.warn({ err }, 'RADIUS socket failed'));
    socket.on('message', (datagram, from) => {
      receive(datagram, from).catch((err: unknown) =>
        log.warn({ err }, 'answer of a NAS not kept'),
      );
    });
    return socket;
  }

  async function receive(datagram: Buffer, from: { address: string; port: number }) {
    const name = nameOf(from.address, from.port, datagram[1] ?? 0);
    const known = sent.get(name);
    const answer = known && readAnswer(datagram, known);
    if (!answer) return;
    sent.delete(name);
    const isFirst = await endDisconnect(db, { ...known.due, ...answer });
    if (isFirst) countDisconnect(answer.state === 'ACCEPTED' ? 'accepted' : 'refused');
  }

  return {
    async stop() {
      stopping.abort();
      await running;
      await Promise.all(
        sockets.map((socket) => new Promise<void>((resolve) => socket.close(() => resolve()))),
      );
    },
  };
}

function reportFailure(log: DisconnectParts['log']) {
  return (err: unknown) => {
    log.warn({ err }, 'Disconnect-Requests wait for the database');
    return false;
  };
}

/** Names the session as its NAS does, and the time, so that an old request is not taken again. */
function encodeDisconnect(
  { identity }: DueDisconnect,
  { identifier, secret, at }: { identifier: number; secret: string; at: Date },
): Buffer {
  const seconds = Math.floor(at.getTime() / 1_000);
  const attributes = [...parseAttributes(identity), numberAttribute(TYPES.eventTimestamp, seconds)];
  return encodeSignedRequest({ code: CODES.disconnectRequest, identifier, attributes }, secret);
}

function nameOf(address: string, port: number, identifier: number): string {
  return `${address} ${port} ${identifier}`;
}

/** Returns what an authentic answer says; undefined for anything else. */
function readAnswer(datagram: Buffer, { secret, authenticator }: Sent) {
  try {
    const packet = parsePacket(datagram);
    const isKnown = packet.code === CODES.disconnectAck || packet.code === CODES.disconnectNak;
    const of = { secret, requestAuthenticator: authenticator };
    if (!isKnown || !isAnswerAuthentic(datagram, packet, of)) return undefined;
    const state = packet.code === CODES.disconnectAck ? 'ACCEPTED' : 'REFUSED';
    return { state, errorCause: findNumber(packet, TYPES.errorCause) ?? null } as const;
  } catch {
    return undefined;
  }
}
