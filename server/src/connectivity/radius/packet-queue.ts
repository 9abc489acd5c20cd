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
  | 'failed';

export type QueueParts = {
  db: Database;
  log: { warn(facts: object, message: string): void };
  /** `client` is undefined for a stranger. */
  countPacket: (outcome: PacketOutcome, client?: { id: string }) => void;
  observeBatch: (size: number) => void;
};

/** Packets of one transaction; while it is in flight, the next ones collect. */
const MOST_AT_ONCE = 1_000;
/** Beyond these the NAS has to send again. */
const MOST_WAITING = 20_000;

type Waiting = { received: ReceivedNotice; answer: () => void };

/** The packets that wait to be kept; each is answered after its transaction has committed. */
export type PacketQueue = {
  /** Returns false if too many wait. */
  push(packet: Waiting): boolean;
  /** Resolves when none waits any more. */
  drained(): Promise<void>;
};

export function createPacketQueue(parts: QueueParts): PacketQueue {
  const { db, log, countPacket, observeBatch } = parts;
  const waiting: Waiting[] = [];
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
      for (const { received } of batch) countPacket('failed', received.client);
      return;
    }
    observeBatch(batch.length);
    for (const { answer, received } of batch) {
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
      if (waiting.length >= MOST_WAITING) return false;
      waiting.push(packet);
      working ??= work();
      return true;
    },
    drained: async () => working,
  };
}
