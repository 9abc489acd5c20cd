import { randomBytes } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTestDatabase } from '../../test/support/database.ts';
import { forThisFile } from '../../test/support/for-this-file.ts';
import { startMailServer } from '../../test/support/mail-server.ts';
import { mailTo, queue } from '../../test/support/mails.ts';
import { keepFailedCalls } from '../../test/support/supply.ts';
import { eventually } from '../../test/support/webhooks.ts';
import { upsertBalance } from '../commerce/routing/index.ts';
import { createCarriers, importedCarrier } from '../connectivity/carriers/index.ts';
import { recordBackup } from '../platform/backups/index.ts';
import { readConfig } from '../platform/config/config.ts';
import { createMetrics } from '../platform/http/metrics.ts';
import { createLog } from '../platform/log/log.ts';
import { runWorker } from './run-worker.ts';

const store = await forThisFile(createTestDatabase());

function work(environment: Record<string, string> = {}) {
  const { url } = store;
  const config = readConfig({ DATABASE_URL: url, ...environment });
  const metrics = createMetrics();
  const worker = runWorker({
    config,
    carriers: createCarriers([], importedCarrier),
    secretKey: randomBytes(32),
    url,
    log: createLog('silent'),
    metrics,
  });
  onTestFinished(() => worker.stop());
  return metrics;
}

describe('the worker', () => {
  it('stores emails when no mail server is configured', async () => {
    work();
    const to = await queue(store.db);
    await eventually(
      () => mailTo(store.db, to),
      ({ keptAt }) => keptAt !== null,
    );
  });

  it('serves metrics of waiting work, failed work and the last audit', async () => {
    const { registry } = work();
    await recordBackup(store.db, { bytes: 1_000 });
    const balance = { tenThousandths: 125_000n, currency: 'USD' };
    await upsertBalance(store.db, { carrier: 'esim-go', balance, at: new Date() });
    await keepFailedCalls(store.db, 'esim-go');
    await queue(store.db);
    await eventually(
      () => registry.metrics(),
      (text) => text.includes('gigastore_job_duration_seconds_count'),
    );
    const text = await registry.metrics();
    for (const name of [
      'gigastore_mails_waiting',
      'gigastore_mails_failed',
      'gigastore_webhook_deliveries_pending 0',
      'gigastore_webhook_endpoints{state="failing"} 0',
      'gigastore_auto_top_ups{state="declined"} 0',
      'gigastore_backup_age_seconds',
      'gigastore_standbys ',
      'gigastore_unusual_accounts{kind="sales"} 0',
      'gigastore_carrier_down{carrier="esim-go",country_set=""} 1',
      'gigastore_carrier_failed_share{carrier="esim-go",country_set=""} 1',
      'gigastore_carrier_balance{carrier="esim-go",currency="USD"} 12.5',
      'gigastore_carrier_orders_stopped{carrier="esim-go"} 0',
    ]) {
      expect(text).toContain(`\n${name}`);
    }
  });

  it('sends emails through the configured server, from the configured sender', async () => {
    const server = await startMailServer();
    onTestFinished(() => server.close());
    work({ GIGASTORE_SMTP_URL: server.url, GIGASTORE_MAIL_FROM: 'Shop <hello@shop.test>' });
    const to = await queue(store.db);
    const [mail] = await server.arrived(1);
    expect(mail).toMatchObject({ from: 'hello@shop.test', to: [to] });
    expect(mail?.message).toContain('\r\nFrom: Shop <hello@shop.test>');
  });
});
