import { createEncryption } from '../kernel/encryption.ts';
import { createPost } from '../messaging/mail/index.ts';
import { startDeliveries } from '../messaging/webhooks/index.ts';
import { createBillingTasks, createVatRegister } from '../money/billing/index.ts';
import { createPaymentTasks } from '../money/payments/index.ts';
import { openPayments } from '../open-payments.ts';
import type { Config } from '../platform/config/config.ts';
import { connect } from '../platform/db/connect.ts';
import { startWorker } from '../platform/jobs/index.ts';
import type { Log } from '../platform/log/log.ts';
import { createOutgoing, type Outgoing } from '../platform/outgoing/outgoing.ts';
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
