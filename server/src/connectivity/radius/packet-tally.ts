import type { PacketOutcome } from './packet-queue.ts';

/** The outcomes of packets of a known client. */
const CLIENT_OUTCOMES = [
  'answered',
  'without_use',
  'wrong_secret',
  'malformed',
  'overloaded',
  'failed',
] as const satisfies readonly PacketOutcome[];
export type ClientOutcome = (typeof CLIENT_OUTCOMES)[number];

/** How many packets of a client ended in which way. */
export type PacketCounts = Record<ClientOutcome, number>;

/** Packets of a client that ended in one way. */
export type CountedPackets = { clientId: string; outcome: PacketOutcome; packets: number };

/** Counts packets in memory, to be written together. */
export type PacketTally = {
  count(clientId: string, outcome: PacketOutcome): void;
  /** Gives what was counted to `write`, and counts it again if that fails. */
  flush(write: (counted: CountedPackets[]) => Promise<void>): Promise<void>;
};

export function createPacketTally(): PacketTally {
  let counted = new Map<string, Map<PacketOutcome, number>>();

  function add(clientId: string, outcome: PacketOutcome, packets: number): void {
    let own = counted.get(clientId);
    if (!own) {
      own = new Map();
      counted.set(clientId, own);
    }
    own.set(outcome, (own.get(outcome) ?? 0) + packets);
  }

  return {
    count: (clientId, outcome) => add(clientId, outcome, 1),
    async flush(write) {
      if (counted.size === 0) return;
      const taken = counted;
      counted = new Map();
      const rows = [...taken].flatMap(([clientId, own]) =>
        [...own].map(([outcome, packets]) => ({ clientId, outcome, packets })),
      );
      await write(rows).catch((error: unknown) => {
        for (const { clientId, outcome, packets } of rows) add(clientId, outcome, packets);
        throw error;
      });
    },
  };
}

export function noPackets(): PacketCounts {
  return Object.fromEntries(CLIENT_OUTCOMES.map((one) => [one, 0])) as PacketCounts;
}
