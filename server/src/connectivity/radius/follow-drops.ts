import { hostname } from 'node:os';
import type { Database } from '../../platform/db/database.ts';
import { addDroppedPackets } from './dropped-packet-store.ts';
import type { ReadDrops } from './kernel-drops.ts';

/** Of a machine, beside an address of at most 45 characters and a port. */
const LONGEST_NAME = 64;

export type DropParts = {
  db: Database;
  log: { warn(facts: object, message: string): void };
  /** Called with the packets that the kernel has dropped since the last call. */
  countDropped: (packets: number) => void;
};

/**
 * Returns the function that keeps and reports what the kernel has dropped since its last call. What
 * the database does not take is kept by the next call.
 */
export function followDrops(
  { db, log, countDropped }: DropParts,
  { readDrops, address }: { readDrops: ReadDrops; address: string },
): () => Promise<void> {
  const receiver = `${hostname().slice(0, LONGEST_NAME)} ${address}`;
  let known = 0;
  return async () => {
    const dropped = (await readDrops()) ?? known;
    const packets = dropped - known;
    if (packets <= 0) return;
    await addDroppedPackets(db, { receiver, packets });
    known = dropped;
    countDropped(packets);
    log.warn({ packets }, 'the kernel dropped RADIUS packets: the buffer of the socket was full');
  };
}
