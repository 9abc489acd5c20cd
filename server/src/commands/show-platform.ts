import { readLastAudit, readStockThresholds } from '../backoffice/operator/index.ts';
import { readMailBacklog } from '../messaging/mail/index.ts';
import { readDeliveryBacklog } from '../messaging/webhooks/index.ts';
import { readRecentTopUps } from '../money/auto-top-up/index.ts';
import { readLastBackup } from '../platform/backups/index.ts';
import type { Queryable } from '../platform/db/database.ts';
import { type Sample, showGauge } from '../platform/http/measurements.ts';
import type { Metrics } from '../platform/http/metrics.ts';
import { readBacklog } from '../platform/jobs/index.ts';

/** A scrape every few seconds, by several servers, must not become work for the database. */
const KEPT_MS = 10_000;

/**
 * Shows how the whole platform fares, as the database tells it: what waits, what failed, what the
 * last audit found. Each worker shows the same numbers, so alerts take the largest of them.
 */
export function showPlatform(metrics: Metrics, db: Queryable): void {
  showJobs(metrics, db);
  showMails(metrics, db);
  showWebhooks(metrics, db);
  showMoney(metrics, db);
  showGauge(metrics, {
    name: 'gigastore_low_stock_threshold',
    help: 'From how few free eSIM profiles on the stock of a carrier counts as low.',
    labelNames: ['carrier'],
    read: async () =>
      (await readStockThresholds(db)).map(({ carrier, lowBelow }) => ({
        labels: { carrier },
        value: lowBelow,
      })),
  });
  showGauge(metrics, {
    name: 'gigastore_backup_age_seconds',
    help: 'Seconds since the last backup that was recorded.',
    read: async () => one((await readLastBackup(db))?.ageSeconds),
  });
}

function showJobs(metrics: Metrics, db: Queryable): void {
  const read = kept(() => readBacklog(db));
  const show = (name: string, help: string, value: 'due' | 'failed' | 'oldestSeconds') =>
    showGauge(metrics, {
      name,
      help,
      labelNames: ['task'],
      read: async () =>
        (await read()).map(({ task, ...counts }) => ({ labels: { task }, value: counts[value] })),
    });
  show('gigastore_jobs_due', 'Jobs that are due and wait for a worker.', 'due');
  show('gigastore_jobs_failed', 'Jobs that failed and are not tried again.', 'failed');
  show(
    'gigastore_jobs_oldest_due_seconds',
    'For how long the oldest job that is due has waited.',
    'oldestSeconds',
  );
}

function showMails(metrics: Metrics, db: Queryable): void {
  const read = kept(() => readMailBacklog(db));
  const show = (name: string, help: string, value: 'waiting' | 'failed' | 'oldestSeconds') =>
    showGauge(metrics, { name, help, read: async () => one((await read())?.[value]) });
  show('gigastore_mails_waiting', 'Emails that wait to be sent.', 'waiting');
  show('gigastore_mails_failed', 'Emails that failed for good in the last day.', 'failed');
  show(
    'gigastore_mails_oldest_waiting_seconds',
    'For how long the oldest email has waited.',
    'oldestSeconds',
  );
}

function showWebhooks(metrics: Metrics, db: Queryable): void {
  const read = kept(() => readDeliveryBacklog(db));
  showGauge(metrics, {
    name: 'gigastore_webhook_deliveries_pending',
    help: 'Webhook deliveries that have not succeeded yet.',
    read: async () => one((await read())?.pending),
  });
  showGauge(metrics, {
    name: 'gigastore_webhook_deliveries_oldest_pending_seconds',
    help: 'Age of the oldest pending webhook delivery.',
    read: async () => one((await read())?.oldestSeconds),
  });
  showGauge(metrics, {
    name: 'gigastore_webhook_endpoints',
    help: 'Webhook endpoints that fail now, and those that were disabled for it.',
    labelNames: ['state'],
    read: async () => {
      const backlog = await read();
      if (!backlog) return [];
      return [
        { labels: { state: 'failing' }, value: backlog.failingEndpoints },
        { labels: { state: 'disabled' }, value: backlog.disabledEndpoints },
      ];
    },
  });
}

function showMoney(metrics: Metrics, db: Queryable): void {
  showGauge(metrics, {
    name: 'gigastore_auto_top_ups',
    help: 'Automatic top-ups attempted in the last day, by state.',
    labelNames: ['state'],
    read: kept(async () =>
      (await readRecentTopUps(db)).map(({ state, attempts }) => ({
        labels: { state },
        value: attempts,
      })),
    ),
  });
  const audit = kept(() => readLastAudit(db));
  showGauge(metrics, {
    name: 'gigastore_audit_findings',
    help: 'What the last audit of the books found wrong; anything but 0 is an incident.',
    read: async () => one((await audit())?.findings),
  });
  showGauge(metrics, {
    name: 'gigastore_audit_age_seconds',
    help: 'Seconds since the last audit of the books finished.',
    read: async () => one((await audit())?.ageSeconds),
  });
}

function one(value: number | undefined): Sample[] {
  return value === undefined ? [] : [{ value }];
}

/** Returns the same answer for ten seconds; a failure is not kept. */
function kept<T>(read: () => Promise<T>): () => Promise<T> {
  let answer: { value: Promise<T>; until: number } | undefined;
  return () => {
    const now = performance.now();
    if (answer && now < answer.until) return answer.value;
    const value = read();
    answer = { value, until: now + KEPT_MS };
    value.catch(() => {
      answer = undefined;
    });
    return value;
  };
}
