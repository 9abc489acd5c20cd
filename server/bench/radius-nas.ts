// Sends RADIUS accounting as gateways do, at a fixed pace, and sends back what became of it. It is
// a process of its own, so that its CPU time is its own.

import { draftPackets } from './support/radius-packets.ts';
import { openNasSockets } from './support/radius-sockets.ts';

export type NasOrder = {
  port: number;
  /** Accounting-Requests a second. */
  rate: number;
  firstRound: number;
  rounds: number;
  sessions: number;
  /** Of the phones, which share the sessions. */
  imsis: string[];
};

/** Packets are counted once, whatever the number of times that they were sent. */
export type NasReport = {
  sent: number;
  answered: number;
  /** Those that were answered before they were sent again. */
  atOnce: number;
  /** Those that no attempt had answered. */
  lost: number;
  /** Repetitions, because no answer came in time. */
  resent: number;
  /** Answers with another authenticator: to an older request that had the identifier. */
  late: number;
  sendSeconds: number;
  seconds: number;
  p50Ms: number;
  p99Ms: number;
  cpuMicros: number;
};

process.once('message', async (order: NasOrder) => {
  const packets = draftPackets(order);
  const nas = await openNasSockets(order.port, packets);
  const before = process.cpuUsage();
  const sent = await nas.sendAll(order.rate);
  const { user, system } = process.cpuUsage(before);
  nas.close();
  const report: NasReport = { ...sent, cpuMicros: user + system };
  process.send?.(report, () => process.disconnect());
});
