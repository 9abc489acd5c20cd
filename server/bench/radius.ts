import { createSocket, type Socket } from 'node:dgram';
import { setTimeout as delay } from 'node:timers/promises';
import { CODES, encodeRequest } from '../src/connectivity/radius/index.ts';
import { attributesOf, createClient, SECRET } from '../test/support/radius.ts';
import { startChild } from './support/bench-server.ts';
import type { BenchStore } from './support/bench-store.ts';
import type { Row } from './support/row.ts';

const GOAL_RATE = 20_000;
const SESSIONS = 10_000;
const SECONDS = 5;
const SOCKETS = 4;
const TICK_MS = 5;
const LAST_ANSWER_MS = 5_000;

/** Interim packets of 10,000 sessions at a fixed pace, each sent once: none may be lost. */
export async function radiusRows(store: BenchStore): Promise<Row[]> {
  await createClient(store.db);
  const radius = await startChild('bench/radius-server.ts', [store.url]);
  const sockets = await Promise.all(Array.from({ length: SOCKETS }, openSocket));
  try {
    const { port } = new URL(radius.url);
    // The sessions are known before, as in a network that has run for a while.
    await send(sockets, { port: Number(port), packets: packetsOf(1), rate: GOAL_RATE / 4 });
    const rounds = (GOAL_RATE * SECONDS) / SESSIONS;
    const packets = Array.from({ length: rounds }, (_, round) => packetsOf(round + 2)).flat();
    const sent = await send(sockets, { port: Number(port), packets, rate: GOAL_RATE });
    const answered = sent.answered / packets.length;
    return [
      {
        scenario: `RADIUS accounting of ${SESSIONS.toLocaleString('en')} sessions`,
        rate: sent.answered / sent.seconds,
        p50Ms: null,
        p99Ms: null,
        yardstick: 'the packets that were sent',
        ratio: answered,
        goal: `${GOAL_RATE.toLocaleString('en')}/s, none lost`,
        isMet: answered === 1 && sent.sendSeconds <= SECONDS * 1.1,
      },
    ];
  } finally {
    for (const socket of sockets) socket.close();
    await radius.stop();
  }
}

function packetsOf(round: number): Buffer[] {
  const at = new Date(Date.now() - 600_000 + round * 1_000);
  return Array.from({ length: SESSIONS }, (_, number) => {
    const imsi = String(260_060_000_000_000 + number);
    const input = BigInt(round * 1_000);
    const sent = { status: 'interim', session: `s-${number}`, imsi, input, at } as const;
    const draft = { identifier: number % 256, attributes: attributesOf(sent) };
    return encodeRequest({ code: CODES.accountingRequest, ...draft }, SECRET);
  });
}

async function send(
  sockets: readonly Socket[],
  { port, packets, rate }: { port: number; packets: readonly Buffer[]; rate: number },
) {
  let answered = 0;
  const count = () => {
    answered += 1;
  };
  for (const socket of sockets) socket.on('message', count);
  const started = performance.now();
  let sent = 0;
  while (sent < packets.length) {
    const due = Math.min(packets.length, ((performance.now() - started) / 1_000) * rate);
    for (; sent < due; sent += 1) {
      sockets[sent % sockets.length]?.send(packets[sent] as Buffer, port, '127.0.0.1');
    }
    await delay(TICK_MS);
  }
  const sendSeconds = (performance.now() - started) / 1_000;
  let last = { answered: -1, at: performance.now() };
  while (answered < packets.length && performance.now() - last.at < LAST_ANSWER_MS) {
    if (answered > last.answered) last = { answered, at: performance.now() };
    await delay(TICK_MS);
  }
  for (const socket of sockets) socket.off('message', count);
  return { answered, sendSeconds, seconds: (performance.now() - started) / 1_000 };
}

function openSocket(): Promise<Socket> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 8 * 2 ** 20 });
  return new Promise((resolve) => socket.bind(0, '127.0.0.1', () => resolve(socket)));
}
