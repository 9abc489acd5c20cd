import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import { startMailServer } from '../../test/support/mail-server.ts';
import { mailTo, queue } from '../../test/support/mails.ts';
import { eventually } from '../../test/support/webhooks.ts';
import { readConfig } from '../platform/config/config.ts';
import { createLog } from '../platform/log/log.ts';
import { runWorker } from './run-worker.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

function work(environment: Record<string, string> = {}) {
  const { url } = store;
  const config = readConfig({ DATABASE_URL: url, ...environment });
  const worker = runWorker({ config, secretKey: randomBytes(32), url, log: createLog('silent') });
  onTestFinished(() => worker.stop());
  return worker;
}

describe('the worker', () => {
  it('keeps mails where no mail server is configured', async () => {
    work();
    const to = await queue(store.db);
    await eventually(
      () => mailTo(store.db, to),
      ({ keptAt }) => keptAt !== null,
    );
  });

  it('hands mails in at the configured server, from the configured sender', async () => {
    const server = await startMailServer();
    onTestFinished(() => server.close());
    work({ GIGASTORE_SMTP_URL: server.url, GIGASTORE_MAIL_FROM: 'Shop <hello@shop.test>' });
    const to = await queue(store.db);
    const [mail] = await server.arrived(1);
    expect(mail).toMatchObject({ from: 'hello@shop.test', to: [to] });
    expect(mail?.message).toContain('\r\nFrom: Shop <hello@shop.test>');
  });
});
