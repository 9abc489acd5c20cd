import { startSettling } from '../commerce/radius-usage/index.ts';
import { createUsageLane } from '../commerce/usage/index.ts';
import { readWaitingHappenings, startRadius } from '../connectivity/radius/index.ts';
import { createEncryption } from '../kernel/encryption.ts';
import type { Config } from '../platform/config/config.ts';
import { connect } from '../platform/db/connect.ts';
import type { Database } from '../platform/db/database.ts';
import { countBy, countSizes, showGauge } from '../platform/http/measurements.ts';
import type { Metrics } from '../platform/http/metrics.ts';
import type { Log } from '../platform/log/log.ts';
import { findPending } from './prepare-store.ts';

/** Packets and charging have connections of their own: neither waits for the other. */
const PACKET_CONNECTIONS = 3;
const CHARGE_CONNECTIONS = 3;
/** A NAS sends again after a few seconds. */
const PACKET_STATEMENT_MS = 5_000;
const CHARGE_STATEMENT_MS = 20_000;
const BATCH_SIZES = [1, 4, 16, 64, 256, 1_000, 4_000];

type Options = { config: Config; secretKey: Buffer; url: string; log: Log; metrics: Metrics };

/** Receives RADIUS accounting, charges it and sends Disconnect-Requests. */
export async function runRadius({ config, secretKey, url, log, metrics }: Options) {
  const preparedStatements = config.usesPreparedStatements;
  const open = (maxConnections: number, statementTimeoutMs: number) =>
    connect({
      url,
      maxConnections,
      preparedStatements,
      applicationName: 'gigastore radius',
      statementTimeoutMs,
    });
  const [packetDb, chargeDb] = [
    open(PACKET_CONNECTIONS, PACKET_STATEMENT_MS),
    open(CHARGE_CONNECTIONS, CHARGE_STATEMENT_MS),
  ];
  const now = () => new Date();
  const close = () => Promise.all([packetDb.close(), chargeDb.close()]);
  const radius = await startRadius({
    ...config.radius,
    ...countPackets(metrics),
    db: packetDb,
    encryption: createEncryption([secretKey, ...config.olderSecretKeys]),
    log,
    now,
  }).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  showWaiting(metrics, chargeDb);
  const usageLane = createUsageLane({ db: chargeDb, realNow: now });
  const settling = startSettling({ db: chargeDb, usageLane, realNow: now, log });
  return {
    port: radius.port,
    /** Returns a sentence if migrations are pending. */
    findMissing: () => findPending(packetDb),
    async stop() {
      await radius.stop();
      await settling.stop();
      await close();
    },
  };
}

function countPackets(metrics: Metrics) {
  const count = countBy(metrics, {
    name: 'gigastore_radius_packets_total',
    help: 'RADIUS accounting packets by what became of them.',
    labelNames: ['outcome'],
  });
  const countRequest = countBy(metrics, {
    name: 'gigastore_radius_disconnects_total',
    help: 'RADIUS Disconnect-Requests that were sent, and how they ended.',
    labelNames: ['outcome'],
  });
  const countDrops = countBy(metrics, {
    name: 'gigastore_radius_dropped_total',
    help: 'RADIUS packets that the kernel dropped because the buffer of the socket was full.',
    labelNames: [],
  });
  return {
    countDropped: (packets: number) => countDrops({}, packets),
    countPacket: (outcome: string) => count({ outcome }),
    countDisconnect: (outcome: string) => countRequest({ outcome }),
    observeBatch: countSizes(metrics, {
      name: 'gigastore_radius_batch_packets',
      help: 'RADIUS packets that were kept in one transaction.',
      buckets: BATCH_SIZES,
    }),
  };
}

function showWaiting(metrics: Metrics, db: Database): void {
  const show = (name: string, help: string, value: 'waiting' | 'oldestSeconds') =>
    showGauge(metrics, {
      name,
      help,
      read: async () => {
        const read = await readWaitingHappenings(db);
        return read ? [{ value: read[value] }] : [];
      },
    });
  show('gigastore_radius_waiting', 'Usage by RADIUS that is kept and not charged yet.', 'waiting');
  show(
    'gigastore_radius_oldest_waiting_seconds',
    'Seconds since the oldest usage by RADIUS that is not charged yet.',
    'oldestSeconds',
  );
}
