import { randomBytes } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import { buildApp } from '../src/app.ts';
import { openParts } from '../src/assemble.ts';
import {
  createCarriers,
  importedCarrier,
  sandboxCarrier,
} from '../src/connectivity/carriers/index.ts';
import { readConfig } from '../src/platform/config/config.ts';
import { createLog } from '../src/platform/log/log.ts';
import { createTestDatabase } from './support/database.ts';
import { forThisFile } from './support/for-this-file.ts';
import { accountsOf, callerOf } from './support/slice.ts';

const { db } = await forThisFile(createTestDatabase());
const secretKey = randomBytes(32);

/** Opens the store as one more process has it: with caches of its own. */
async function openProcess() {
  const parts = openParts({
    config: readConfig({ GIGASTORE_RATE_LIMIT: 'off' }),
    secretKey,
    log: createLog('silent'),
    db,
    carriers: createCarriers([sandboxCarrier()], importedCarrier),
    readiness: {},
  });
  const app = await buildApp(parts);
  afterAll(() => Promise.all([app.close(), parts.access.close()]));
  return { app, newAccount: accountsOf({ app, db, access: parts.access }) };
}

it('the clock of a sandbox that one process moved is read by another one at once', async () => {
  const [one, other] = [await openProcess(), await openProcess()];
  const account = await one.newAccount();
  const token = await account.tokenOf();
  const calls = [one, other].map(({ app }) => callerOf(app, token));
  const [move, read] = calls as [(typeof calls)[0], (typeof calls)[0]];
  const path = '/gigastore/sandbox/clock';
  const before = Date.parse((await read('GET', path)).json().now);

  expect((await move('POST', path, { body: { advance: 'P31D' } })).statusCode).toBe(200);
  const after = Date.parse((await read('GET', path)).json().now);
  expect(after - before).toBeGreaterThanOrEqual(31 * 86_400_000);
});
