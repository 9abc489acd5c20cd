import { hash } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { setTimeout as delay } from 'node:timers/promises';
import { SECRET } from '../../test/support/radius.ts';
import { SOCKETS } from './radius-packets.ts';

const IDENTIFIERS = 256;
const ANSWER_BYTES = 20;
const HEAD_BYTES = 4;
const TICK_MS = 4;
/** When a request is sent again (RFC 5080, 2.2.1): after 2 s, doubled up to 16 s, five times. */
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 16_000;
const MOST_ATTEMPTS = 5;
const LOOK_FOR_LATE_MS = 100;
const NOBODY = -1;

/** Sockets that send packets in turn, each with the identifiers that are free. */
export async function openNasSockets(port: number, packets: readonly Buffer[]) {
  const sockets = await Promise.all(Array.from({ length: SOCKETS }, () => openSocket(port)));
  const slots = SOCKETS * IDENTIFIERS;
  const waiting = new Int32Array(slots).fill(NOBODY);
  const [firstAt, dueAt] = [new Float64Array(slots), new Float64Array(slots)];
  const attempts = new Uint8Array(slots);
  const latencies = new Float32Array(packets.length);
  const counts = { answered: 0, atOnce: 0, resent: 0, lost: 0, late: 0 };

  for (const [number, socket] of sockets.entries()) {
    socket.on('message', (answer) => {
      const slot = number * IDENTIFIERS + (answer[1] ?? 0);
      const place = waiting[slot] as number;
      // The second answer to a packet that was sent twice.
      if (place === NOBODY) return;
      if (!isAnswerTo(packets[place] as Buffer, answer)) {
        counts.late += 1;
        return;
      }
      waiting[slot] = NOBODY;
      latencies[place] = performance.now() - (firstAt[slot] as number);
      counts.answered += 1;
      if (attempts[slot] === 1) counts.atOnce += 1;
    });
  }

  const slotOf = (place: number) =>
    (place % SOCKETS) * IDENTIFIERS + (Math.floor(place / SOCKETS) % IDENTIFIERS);

  /** Returns false while an older packet has its identifier. */
  function sendFirst(place: number, now: number): boolean {
    const slot = slotOf(place);
    if (waiting[slot] !== NOBODY) return false;
    waiting[slot] = place;
    firstAt[slot] = now;
    dueAt[slot] = now + FIRST_WAIT_MS;
    attempts[slot] = 1;
    sockets[place % SOCKETS]?.send(packets[place] as Buffer);
    return true;
  }

  function sendLate(now: number): void {
    for (let slot = 0; slot < slots; slot += 1) {
      const place = waiting[slot] as number;
      if (place === NOBODY || now < (dueAt[slot] as number)) continue;
      if ((attempts[slot] as number) >= MOST_ATTEMPTS) {
        waiting[slot] = NOBODY;
        counts.lost += 1;
        continue;
      }
      const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempts[slot] as number));
      attempts[slot] = (attempts[slot] as number) + 1;
      dueAt[slot] = now + wait;
      counts.resent += 1;
      sockets[place % SOCKETS]?.send(packets[place] as Buffer);
    }
  }

  return {
    /** Sends all at the pace, later where no identifier is free, until each is answered or lost. */
    async sendAll(rate: number) {
      const started = performance.now();
      let [sent, lookAt, sendSeconds] = [0, started + LOOK_FOR_LATE_MS, 0];
      while (counts.answered + counts.lost < packets.length) {
        const now = performance.now();
        const due = Math.min(packets.length, ((now - started) / 1_000) * rate);
        while (sent < due && sendFirst(sent, now)) sent += 1;
        if (sent === packets.length) sendSeconds ||= (now - started) / 1_000;
        if (now >= lookAt) {
          sendLate(now);
          lookAt = now + LOOK_FOR_LATE_MS;
        }
        await delay(TICK_MS);
      }
      const seconds = (performance.now() - started) / 1_000;
      latencies.sort();
      const quantile = (share: number) => latencies[Math.floor(latencies.length * share)] ?? 0;
      const times = { p50Ms: quantile(0.5), p99Ms: quantile(0.99) };
      return { ...counts, ...times, sent, sendSeconds, seconds };
    },
    close() {
      for (const socket of sockets) socket.close();
    },
  };
}

const SECRET_OCTETS = Buffer.from(SECRET);
const signed = Buffer.alloc(ANSWER_BYTES + SECRET_OCTETS.length);
SECRET_OCTETS.copy(signed, ANSWER_BYTES);

/** Returns whether an answer has the authenticator of the request's answer (RFC 2866, 3). */
function isAnswerTo(request: Buffer, answer: Buffer): boolean {
  answer.copy(signed, 0, 0, HEAD_BYTES);
  request.copy(signed, HEAD_BYTES, HEAD_BYTES, ANSWER_BYTES);
  const expected = hash('md5', signed, 'buffer') as Buffer;
  return expected.compare(answer, HEAD_BYTES, ANSWER_BYTES) === 0;
}

function openSocket(port: number): Promise<Socket> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 2 ** 20 });
  return new Promise((resolve) => {
    socket.bind(0, '127.0.0.1', () => socket.connect(port, '127.0.0.1', () => resolve(socket)));
  });
}
