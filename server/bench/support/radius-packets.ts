import { CODES, encodeRequest } from '../../src/connectivity/radius/index.ts';
import { attributesOf, SECRET, type Sent } from '../../test/support/radius.ts';

/** UDP ports of the gateways; each has 256 identifiers for what is not answered. */
export const SOCKETS = 64;
const IDENTIFIERS = 256;
/** Packets of a session from its Start to its Stop; one of twenty is a Start, one a Stop. */
const STEPS = 20;
const BYTES_A_STEP = 1_500n;
const FIRST_MS = 1_000_000;
const ROUND_MS = 1_000;

export type Rounds = { firstRound: number; rounds: number; sessions: number; imsis: string[] };

/**
 * Returns the packets of rounds, in each of which every session sends one. A session that stops is
 * followed by another, and sessions are at different steps. A packet has the identifier that its
 * turn at its socket gives it.
 */
export function draftPackets(of: Rounds): Buffer[] {
  const began = Math.floor(Date.now() / 1_000) * 1_000 - FIRST_MS;
  const packets: Buffer[] = [];
  for (let round = of.firstRound; round < of.firstRound + of.rounds; round += 1) {
    for (let number = 0; number < of.sessions; number += 1) {
      const imsi = of.imsis[number % of.imsis.length] ?? '';
      const turn = Math.floor(packets.length / SOCKETS);
      const at = new Date(began + round * ROUND_MS);
      const attributes = attributesOf({ ...stepOf(number, round), imsi, at });
      const draft = { code: CODES.accountingRequest, identifier: turn % IDENTIFIERS, attributes };
      packets.push(encodeRequest(draft, SECRET));
    }
  }
  return packets;
}

/** What the packet of a round says. */
function stepOf(number: number, round: number): Sent {
  const [step, life] = [(number + round) % STEPS, Math.floor((number + round) / STEPS)];
  const status = step === 0 ? 'start' : step === STEPS - 1 ? 'stop' : 'interim';
  const octets = BYTES_A_STEP * BigInt(step);
  return { status, session: `s-${number}-${life}`, input: octets, output: octets * 2n };
}

/** Returns the octets of all sessions before a round, by the highest counters of each. */
export function bytesBefore(round: number, sessions: number): bigint {
  const highest = new Map<string, bigint>();
  for (let number = 0; number < sessions; number += 1) {
    for (let each = 0; each < round; each += 1) {
      const { session = '', input = 0n, output = 0n } = stepOf(number, each);
      highest.set(session, input + output);
    }
  }
  return [...highest.values()].reduce((sum, bytes) => sum + bytes, 0n);
}
