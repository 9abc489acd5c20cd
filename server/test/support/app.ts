import { randomBytes } from 'node:crypto';
import { buildApp } from '../../src/app.ts';
import { type Given, openParts } from '../../src/assemble.ts';
import {
  createCarriers,
  importedCarrier,
  sandboxCarrier,
} from '../../src/connectivity/carriers/index.ts';
import type { Parts } from '../../src/parts.ts';
import { type Environment, readConfig } from '../../src/platform/config/config.ts';
import type { Database } from '../../src/platform/db/database.ts';
import type { App } from '../../src/platform/http/typed-app.ts';
import { createLog } from '../../src/platform/log/log.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { quickPasswords } from './quick-passwords.ts';
import { startReceiver } from './receiver.ts';
import { accountsOf, type TestAccount } from './slice.ts';

/** The whole store in this process: every route, real parts, a database of its own. */
export type TestStore = {
  app: App;
  parts: Parts;
  db: Database;
  /** The database's address, for a process or a handle of its own. */
  url: string;
  secretKey: Buffer;
  /** The URL of a receiver that answers 200 to everything. */
  hooksUrl: string;
  /** Creates a reseller without credits and items; `addCreditsAndItems` adds them. */
  newAccount(): Promise<TestAccount>;
  close(): Promise<void>;
};

/**
 * Opens a store, without rate limits unless they are asked for. Open it by `forThisFile`. What it
 * does goes through the database that `through` makes of its own; `db` is that one itself.
 */
export async function openStore(
  environment: Environment = {},
  through: (own: TestDatabase) => Promise<Database> = async ({ db }) => db,
  given: Pick<Given, 'appAttestRoot'> = {},
): Promise<TestStore> {
  const own = await createTestDatabase();
  const { db, url, close: closeDatabase } = own;
  const secretKey = randomBytes(32);
  const parts = openParts({
    config: readConfig({ GIGASTORE_RATE_LIMIT: 'off', ...environment }),
    secretKey,
    log: createLog('silent'),
    db: await through(own),
    carriers: createCarriers([sandboxCarrier()], importedCarrier),
    readiness: {},
    passwords: quickPasswords(),
    ...given,
  });
  const app = await buildApp(parts);
  await app.ready();
  const receiver = await startReceiver();
  return {
    app,
    parts,
    db,
    url,
    secretKey,
    hooksUrl: receiver.url,
    newAccount: accountsOf({ app, db, access: parts.access }),
    async close() {
      await app.close();
      await receiver.close();
      await parts.access.close();
      await closeDatabase();
    },
  };
}
