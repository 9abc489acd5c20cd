import { readLastAudit, selectThresholds } from '../backoffice/operator/index.ts';
import { selectUnusualHours } from '../backoffice/reports/index.ts';
import { readAllStandings } from '../commerce/routing/index.ts';
import { readMailBacklog } from '../messaging/mail/index.ts';
import { readDeliveryBacklog } from '../messaging/webhooks/index.ts';
import { readRecentTopUps } from '../money/auto-top-up/index.ts';
import { readLastBackup } from '../platform/backups/index.ts';
import type { Queryable } from '../platform/db/database.ts';
import { selectStandbys } from '../platform/db/standbys.ts';
import { type Sample, showGauge } from '../platform/http/measurements.ts';
import type { Metrics } from '../platform/http/metrics.ts';
import { readBacklog } from '../platform/jobs/index.ts';
import { showCarriers } from './show-carriers.ts';

/** Frequent scrapes by several servers must not load the database. */
const CACHED_MS = 10_000;

/**
 * Registers the metrics of the whole platform, read from the database: waiting work, failed work
 * and findings of the last audit. Every worker serves the same numbers, so alerts take the maximum.
 */
export function showPlatform(metrics: Metrics, db: Queryable, now: () => Date): void {
  showJobs(metrics, db);
  showMails(metrics, db);
  showWebhooks(metrics, db);
  showMoney(metrics, db);
  showStandbys(metrics, db);
  showUnusualActivity(metrics, db, now);
  showCarriers(metrics, { read: cached(() => readAllStandings(db, now())), now });
  showGauge(metrics, {
    name: 'gigastore_low_stock_threshold',
    help: 'The number of free eSIM profiles below which the stock of a carrier is low.',
    labelNames: ['carrier'],
    read: async () =>
      (await selectThresholds(db)).map(({ carrier, alertThreshold }) => ({
        labels: { carrier },
        value: alertThreshold,
      })),
  });
  showGauge(metrics, {
    name: 'gigastore_backup_age_seconds',
    help: 'Seconds since the last backup that was recorded.',
    read: async () => one((await readLastBackup(db))?.ageSeconds),
  });
}

function showJobs(metrics: Metrics, db: Queryable): void {
  const read = cached(() => readBacklog(db));
  const show = (name: string, help: string, value: 'due' | 'failed' | 'oldestSeconds') =>
    showGauge(metrics, {
      name,
      help,
      labelNames: ['task'],
      read: async () =>
        (await read()).map(({ task, ...counts }) => ({ labels: { task }, value: counts[value] })),
    });
  show('gigastore_jobs_due', 'Due jobs that wait for a worker.', 'due');
  show('gigastore_jobs_failed', 'Jobs that failed and are not retried.', 'failed');
  show(
    'gigastore_jobs_oldest_due_seconds',
    'Seconds that the oldest due job has waited.',
    'oldestSeconds',
  );
}

function showMails(metrics: Metrics, db: Queryable): void {
  const read = cached(() => readMailBacklog(db));
  const show = (name: string, help: string, value: 'waiting' | 'failed' | 'oldestSeconds') =>
    showGauge(metrics, { name, help, read: async () => one((await read())?.[value]) });
  show('gigastore_mails_waiting', 'Emails waiting to be sent.', 'waiting');
  show('gigastore_mails_failed', 'Emails that failed permanently in the last day.', 'failed');
  show(
    'gigastore_mails_oldest_waiting_seconds',
    'Seconds that the oldest email has waited.',
    'oldestSeconds',
  );
}

function showWebhooks(metrics: Metrics, db: Queryable): void {
  const read = cached(() => readDeliveryBacklog(db));
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
    help: 'Webhook endpoints that are failing, and those that were disabled because of failures.',
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
    read: cached(async () =>
      (await readRecentTopUps(db)).map(({ state, attempts }) => ({
        labels: { state },
        value: attempts,
      })),
    ),
  });
  const audit = cached(() => readLastAudit(db));
  showGauge(metrics, {
    name: 'gigastore_audit_findings',
    help: 'Findings of the last audit of the books; any value but 0 is an incident.',
    read: async () => one((await audit())?.findings),
  });
  showGauge(metrics, {
    name: 'gigastore_audit_age_seconds',
    help: 'Seconds since the last audit of the books finished.',
    read: async () => one((await audit())?.ageSeconds),
  });
}

function showStandbys(metrics: Metrics, db: Queryable): void {
  const read = cached(() => selectStandbys(db));
  showGauge(metrics, {
    name: 'gigastore_standbys',
    help: 'Standbys that are connected to the database.',
    read: async () => [{ value: (await read()).reduce((sum, { servers }) => sum + servers, 0) }],
  });
  const show = (name: string, help: string, value: 'lagBytes' | 'lagSeconds') =>
    showGauge(metrics, {
      name,
      help,
      labelNames: ['standby'],
      read: async () =>
        (await read()).flatMap(({ name: standby, [value]: lag }) =>
          lag === null ? [] : [{ labels: { standby }, value: lag }],
        ),
    });
  show(
    'gigastore_standby_lag_bytes',
    'Bytes of the write-ahead log that a standby has not replayed.',
    'lagBytes',
  );
  show(
    'gigastore_standby_lag_seconds',
    'Seconds after which a standby last replayed a commit.',
    'lagSeconds',
  );
}

function showUnusualActivity(metrics: Metrics, db: Queryable, now: () => Date): void {
  const read = cached(() => selectUnusualHours(db, now()));
  showGauge(metrics, {
    name: 'gigastore_unusual_accounts',
    help: 'Live accounts with far more sales or refunds in an hour than usual.',
    labelNames: ['kind'],
    read: async () => {
      const hours = await read();
      return (['sales', 'refunds'] as const).map((kind) => ({
        labels: { kind },
        value: hours.filter((hour) => hour.kind === kind).length,
      }));
    },
  });
}

function one(value: number | undefined): Sample[] {
  return value === undefined ? [] : [{ value }];
}

/** Returns the same answer for ten seconds. An error is not cached. */
function cached<T>(read: () => Promise<T>): () => Promise<T> {
  let answer: { value: Promise<T>; until: number } | undefined;
  return () => {
    const now = performance.now();
    if (answer && now < answer.until) return answer.value;
    const value = read();
    answer = { value, until: now + CACHED_MS };
    value.catch(() => {
      answer = undefined;
    });
    return value;
  };
}
