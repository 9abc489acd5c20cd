import { startPulling } from '../commerce/pulled-usage/index.ts';
import { createStockOrderTasks, STOCK_ORDER_SCHEDULE } from '../commerce/stock-orders/index.ts';
import { type Ordering, startOrdering } from '../commerce/supplier-orders/index.ts';
import { createUsageLane } from '../commerce/usage/index.ts';
import { startUsageFiles } from '../commerce/usage-files/index.ts';
import { createCallLog } from '../connectivity/carrier-orders/index.ts';
import {
  type Carriers,
  openOrderingCarriers,
  withOrderedCarriers,
} from '../connectivity/carriers/index.ts';
import { createPublicLinks } from '../connectivity/esims/index.ts';
import { createEncryption } from '../kernel/encryption.ts';
import { createPublicTokens } from '../kernel/public-token.ts';
import { createPost } from '../messaging/mail/index.ts';
import { type DeliveryMetrics, startDeliveries } from '../messaging/webhooks/index.ts';
import { createBillingTasks, createVatRegister } from '../money/billing/index.ts';
import { createPaymentTasks } from '../money/payments/index.ts';
import { openPayments } from '../open-payments.ts';
import type { Config } from '../platform/config/config.ts';
import { connect } from '../platform/db/connect.ts';
import type { Database } from '../platform/db/database.ts';
import { timeBy } from '../platform/http/measurements.ts';
import type { Metrics } from '../platform/http/metrics.ts';
import { startWorker } from '../platform/jobs/index.ts';
import type { Log } from '../platform/log/log.ts';
import { createOutgoing, type Outgoing } from '../platform/outgoing/outgoing.ts';
import { textRecordReader } from '../platform/outgoing/text-records.ts';
import { type Traces, traceTasks } from '../platform/traces/index.ts';
import { createSdkTasks } from '../surfaces/sdk/index.ts';
import { createPageHosts } from '../tenancy/branding/index.ts';
import { findPending } from './prepare-store.ts';
import { showPlatform } from './show-platform.ts';
import { createTasks, SCHEDULE } from './tasks.ts';

/** Jobs, webhooks and orders at carriers have connections of their own: none waits for another. */
const JOB_CONNECTIONS = 4;
const SENDER_CONNECTIONS = 3;
const ORDER_CONNECTIONS = 4;
/** The audit of a large platform takes minutes. */
const JOB_STATEMENT_MS = 600_000;
const SENDER_STATEMENT_MS = 20_000;

export type WorkerOptions = {
  config: Config;
  carriers: Carriers;
  secretKey: Buffer;
  url: string;
  log: Log;
  metrics: Metrics;
  traces?: Traces | undefined;
};

/**
 * Runs the jobs and the webhook deliveries. Their connections are separate from those of the
 * server, so that a request never waits for a job.
 */
export function runWorker(options: WorkerOptions) {
  const { config, secretKey, url, log, metrics, traces } = options;
  const carriers = withOrderedCarriers(options.carriers, config.suppliers);
  const preparedStatements = config.usesPreparedStatements;
  const applicationName = 'gigastore worker';
  const db = connect({
    url,
    maxConnections: JOB_CONNECTIONS,
    preparedStatements,
    applicationName,
    statementTimeoutMs: JOB_STATEMENT_MS,
  });
  const senderDb = connect({
    url,
    maxConnections: SENDER_CONNECTIONS,
    preparedStatements,
    applicationName,
    statementTimeoutMs: SENDER_STATEMENT_MS,
  });
  const orderDb = connect({
    url,
    maxConnections: ORDER_CONNECTIONS,
    preparedStatements,
    applicationName,
    statementTimeoutMs: SENDER_STATEMENT_MS,
  });
  const post = config.smtp && createPost(config.smtp);
  const outgoing = createOutgoing();
  const encryption = createEncryption([secretKey, ...config.olderSecretKeys]);
  const payments = openPayments(config);
  const { orderingCarriers, calls } = openSuppliers({ config, db: orderDb, outgoing, log });
  const links = createPublicLinks(
    config.publicUrl,
    createPublicTokens(secretKey, config.olderSecretKeys),
    createPageHosts(db).originOf,
  );
  const tasks = {
    ...createTasks({
      db,
      carriers,
      orderingCarriers,
      links,
      log,
      post,
      payments,
      hostProofs: { mode: config.mode, readTextRecords: textRecordReader() },
      ipRetentionDays: config.ipRetentionDays,
      retention: config.retention,
    }),
    ...createBillingTasks({ db, checkVatIdOnline: openVatRegister(config, outgoing) }),
    ...createPaymentTasks({ db, payments }),
    ...createStockOrderTasks({
      ...{ db, encryption, outgoing, log },
      record: calls.record,
      realNow: () => new Date(),
    }),
    ...createSdkTasks({
      db,
      carriers,
      links,
      outgoing,
      encryption,
      mode: config.mode,
      realNow: () => new Date(),
      clock: Date.now,
    }),
  };
  showPlatform(metrics, db, () => new Date());
  const observeJob = jobTimes(metrics);
  const worker = startWorker({
    url,
    db,
    tasks: traces ? traceTasks(tasks, traces) : tasks,
    schedule: [...SCHEDULE, ...STOCK_ORDER_SCHEDULE],
    log,
    preparedStatements,
    observeJob,
  });
  const ordering = startOrders({ db: orderDb, carriers: orderingCarriers, log });
  const pulling = startPulling({
    db: orderDb,
    carriers: orderingCarriers,
    realNow: () => new Date(),
    log,
  });
  const usageFiles = startUsageFiles({
    db,
    usageLane: createUsageLane({ db, realNow: () => new Date() }),
    folder: config.usageFolder,
    now: Date.now,
    log,
  });
  const deliveries = startDeliveries({
    db: senderDb,
    encryption,
    outgoing,
    log,
    mode: config.mode,
    metrics: { observeAttempt: attemptTimes(metrics) },
  });
  return {
    /** Returns a sentence if migrations are pending. */
    findMissing: () => findPending(db),
    async stop() {
      await Promise.all([
        worker.stop(),
        deliveries.stop(),
        ordering.stop(),
        pulling.stop(),
        usageFiles.stop(),
      ]);
      await calls.flush();
      await outgoing.close();
      await Promise.all([db.close(), senderDb.close(), orderDb.close()]);
    },
  };
}

function openVatRegister({ vatCheckUrl: url, mode }: Config, outgoing: Outgoing) {
  return url === undefined
    ? undefined
    : createVatRegister({ url, outgoing, mayBeLocal: mode === 'sandbox' });
}

/** Opens the connectors of the suppliers that are set up, whose calls are kept. */
function openSuppliers({
  config,
  db,
  outgoing,
  log,
}: Pick<WorkerOptions, 'config' | 'log'> & { db: Database; outgoing: Outgoing }) {
  const now = () => new Date();
  const onError = (err: unknown) => log.warn({ err }, 'calls to carriers not kept');
  const calls = createCallLog({ db, now, onError });
  const { record } = calls;
  return {
    orderingCarriers: openOrderingCarriers(config.suppliers, { outgoing, record, now }),
    calls,
  };
}

/** Works on the orders at the carriers that are set up. */
function startOrders(parts: Omit<Parameters<typeof startOrdering>[0], 'now'>): Ordering {
  if (parts.carriers.length === 0) return { stop: async () => {} };
  return startOrdering({ ...parts, now: () => new Date() });
}

const SECONDS = [0.01, 0.05, 0.25, 1, 5, 20, 60, 300];

function jobTimes(metrics: Metrics): NonNullable<Parameters<typeof startWorker>[0]['observeJob']> {
  const time = timeBy(metrics, {
    name: 'gigastore_job_duration_seconds',
    help: 'Background jobs by task and outcome, and how long they took.',
    labelNames: ['task', 'outcome'],
    buckets: SECONDS,
  });
  return ({ task, outcome, seconds }) => time({ task, outcome }, seconds);
}

function attemptTimes(metrics: Metrics): DeliveryMetrics['observeAttempt'] {
  const time = timeBy(metrics, {
    name: 'gigastore_webhook_attempt_duration_seconds',
    help: 'Attempts to deliver a webhook by outcome, and how long they took.',
    labelNames: ['outcome'],
    buckets: SECONDS,
  });
  return ({ outcome, seconds }) => time({ outcome }, seconds);
}
