import { createBillingTasks, createVatRegister } from '../billing/index.ts';
import type { Config } from '../config.ts';
import { connect } from '../db/connect.ts';
import { createOutgoing, type Outgoing } from '../http/outgoing.ts';
import { startWorker } from '../jobs/index.ts';
import { createEncryption } from '../lib/encryption.ts';
import type { Log } from '../log.ts';
import { createPost } from '../mail/index.ts';
import { openPayments } from '../open-payments.ts';
import { createPaymentTasks } from '../payments/index.ts';
import { startDeliveries } from '../webhooks/index.ts';
import { createTasks, SCHEDULE } from './tasks.ts';

const WORKER_CONNECTIONS = 6;

export type WorkerOptions = { config: Config; secretKey: Buffer; url: string; log: Log };

/**
 * Runs the jobs, and the deliveries of webhooks, with connections of their own, so that they never
 * take one from a request.
 */
export function runWorker({ config, secretKey, url, log }: WorkerOptions) {
  const preparedStatements = config.usesPreparedStatements;
  const db = connect({
    url,
    maxConnections: WORKER_CONNECTIONS,
    preparedStatements,
    applicationName: 'gigastore worker',
  });
  const post = config.smtp && createPost(config.smtp);
  const outgoing = createOutgoing();
  const payments = openPayments(config);
  const tasks = {
    ...createTasks({ db, log, post, payments, ipRetentionDays: config.ipRetentionDays }),
    ...createBillingTasks({ db, checkVatIdOnline: openVatRegister(config, outgoing) }),
    ...createPaymentTasks({ db, payments }),
  };
  const worker = startWorker({ url, db, tasks, schedule: SCHEDULE, log, preparedStatements });
  const encryption = createEncryption([secretKey, ...config.olderSecretKeys]);
  const deliveries = startDeliveries({ db, encryption, outgoing, log, mode: config.mode });
  return {
    async stop() {
      await Promise.all([worker.stop(), deliveries.stop()]);
      await outgoing.close();
      await db.close();
    },
  };
}

function openVatRegister({ vatCheckUrl: url, mode }: Config, outgoing: Outgoing) {
  return url === undefined
    ? undefined
    : createVatRegister({ url, outgoing, mayBeLocal: mode === 'sandbox' });
}
