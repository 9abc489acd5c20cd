import { isUnavailable } from '../../kernel/refusal.ts';
import type { Database } from '../../platform/db/database.ts';
import { keepNotices, type ReceivedNotice } from './keep-notices.ts';

/** The outcome of a packet; only the first two are answered. */
export type PacketOutcome =
  | 'answered'
  | 'without_use'
  | 'unknown_client'
  | 'wrong_secret'
  | 'malformed'
  | 'overloaded'
  | 'repeated'
  | 'failed';

export type QueueParts = {
  db: Database;
  log: { warn(facts: object, message: string): void };
  /** `client` is undefined for a stranger. */
  countPacket: (outcome: PacketOutcome, client?: { id: string }) => void;
  observeBatch: (size: number) => void;
};

/** Packets of one transaction; while it is in flight, the next ones collect. */
const MOST_AT_ONCE = 4_000;
/** Beyond these the NAS has to send again. */
const MOST_WAITING = 20_000;

type Waiting = {
  /** The same if the NAS sends the packet again: who sent it, identifier and authenticator. */
  name: string;
  received: ReceivedNotice;
  answer: () => void;
};

/** The packets that wait to be kept; each is answered after its transaction has committed. */
export type PacketQueue = {
  /** Returns why a packet is not taken: too many wait, or the same waits for its answer. */
  push(packet: Waiting): 'overloaded' | 'repeated' | undefined;
  /** Resolves when none waits any more. */
  drained(): Promise<void>;
};

export function createPacketQueue(parts: QueueParts): PacketQueue {
  const { db, log, countPacket, observeBatch } = parts;
  const waiting: Waiting[] = [];
  /** Of those that wait, and of those in flight. */
  const names = new Set<string>();
  let working: Promise<void> | undefined;

  async function work(): Promise<void> {
    // What arrived together is read from the socket first.
    await new Promise(setImmediate);
    while (waiting.length > 0) await keep(waiting.splice(0, MOST_AT_ONCE));
    working = undefined;
  }

  async function keep(batch: readonly Waiting[]): Promise<void> {
    try {
      await keepNotices(
        db,
        batch.map(({ received }) => received),
      );
    } catch (err) {
      if (batch.length > 1 && !isUnavailable(err)) return keepEach(batch);
      log.warn({ err, packets: batch.length }, 'RADIUS packets not kept');
      for (const { name, received } of batch) {
        names.delete(name);
        countPacket('failed', received.client);
      }
      return;
    }
    observeBatch(batch.length);
    for (const { name, answer, received } of batch) {
      names.delete(name);
      answer();
      countPacket('answered', received.client);
    }
  }

  /** One packet that the database refuses must not take others with it. */
  async function keepEach(batch: readonly Waiting[]): Promise<void> {
    const middle = Math.ceil(batch.length / 2);
    await keep(batch.slice(0, middle));
    await keep(batch.slice(middle));
  }

  return {
    push(packet) {
      if (names.has(packet.name)) return 'repeated';
      if (waiting.length >= MOST_WAITING) return 'overloaded';
      names.add(packet.name);
      waiting.push(packet);
      working ??= work();
      return undefined;
    },
    drained: async () => working,
  };
}
