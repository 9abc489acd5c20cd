import { setTimeout as delay } from 'node:timers/promises';
import type { Encryption } from '../../kernel/encryption.ts';
import { touchClients } from './client-store.ts';
import { type DropParts, followDrops } from './follow-drops.ts';
import { type KnownClients, readKnownClients } from './known-clients.ts';
import { addPacketCounts } from './packet-count-store.ts';
import { createPacketTally } from './packet-tally.ts';
import { type ReceivingParts, receiveAccounting } from './receive-accounting.ts';
import { type DisconnectParts, sendDisconnects } from './send-disconnects.ts';

const READ_CLIENTS_EVERY_MS = 2_000;

export type RadiusOptions = Omit<ReceivingParts & DisconnectParts & DropParts, 'clients'> & {
  encryption: Encryption;
  host: string;
  port: number;
};

export type Radius = { port: number; stop(): Promise<void> };

/**
 * Receives accounting and sends Disconnect-Requests until it is stopped. New clients and secrets
 * count within two seconds. Throws if the port is taken or the clients cannot be read.
 */
export async function startRadius(options: RadiusOptions): Promise<Radius> {
  const { db, encryption, log, host, port } = options;
  const stopping = new AbortController();
  const unreadable = new Set<string>();
  const seen = new Set<string>();
  const read = async () => noting(await readKnownClients(db, encryption, reportUnreadable), seen);
  let known = await read();
  const tally = createPacketTally();
  const countPacket: ReceivingParts['countPacket'] = (outcome, client) => {
    // A repeated packet is counted by the outcome of the one that waits.
    if (client && outcome !== 'repeated') tally.count(client.id, outcome);
    options.countPacket(outcome, client);
  };
  const parts = { ...options, countPacket, clients: () => known };
  const receiving = await receiveAccounting(parts, { host, port });
  const disconnecting = sendDisconnects(parts);
  const keepDrops = followDrops(options, {
    readDrops: receiving.readDrops,
    address: `${host}:${receiving.port}`,
  });
  const following = follow();

  async function follow(): Promise<void> {
    for (;;) {
      await delay(READ_CLIENTS_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) return;
      await renew().catch((err: unknown) => log.warn({ err }, 'RADIUS clients not read'));
    }
  }

  async function renew(): Promise<void> {
    const ids = [...seen];
    seen.clear();
    if (ids.length > 0) await touchClients(db, ids);
    await writeCounts();
    await keepDrops();
    known = await read();
  }

  const writeCounts = () => tally.flush((counted) => addPacketCounts(db, counted));

  function reportUnreadable(client: string): void {
    if (unreadable.has(client)) return;
    unreadable.add(client);
    log.warn({ client }, 'GIGASTORE_SECRET_KEY does not decrypt the secret of a RADIUS client');
  }

  return {
    port: receiving.port,
    async stop() {
      stopping.abort();
      await following;
      await keepDrops().catch((err: unknown) => log.warn({ err }, 'dropped packets not kept'));
      await Promise.all([receiving.close(), disconnecting.stop()]);
      await writeCounts().catch((err: unknown) => log.warn({ err }, 'RADIUS packets not counted'));
    },
  };
}

/** Notes whose packets come. */
function noting(known: KnownClients, seen: Set<string>): KnownClients {
  return {
    ...known,
    of(address) {
      const client = known.of(address);
      if (client) seen.add(client.id);
      return client;
    },
  };
}
