import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { connect } from '../../src/platform/db/connect.ts';
import type { Database } from '../../src/platform/db/database.ts';
import { withRetry } from '../../src/platform/db/retry.ts';

export type TestDatabase = {
  db: Database;
  url: string;
  close: () => Promise<void>;
};

const MAX_CONNECTIONS = 20;
const CLONE_ATTEMPTS = 100;
const CLONE_PAUSE_MS = 50;
const TEMPLATE_IN_USE = '55006';

/**
 * A database of its own for one test file: a copy of the migrated template, or an empty one.
 * Close it in the end, or open it with `forThisFile`.
 */
export async function createTestDatabase({ isEmpty = false } = {}): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const nodes = isEmpty ? [inject('adminUrl')] : inject('nodeUrls');
  const template = isEmpty ? 'template0' : inject('templateName');
  for (const node of nodes) await administer(node, (client) => clone(client, name, template));
  const url = new URL(inject('adminUrl'));
  url.pathname = `/${name}`;
  const db = connect({
    url: url.href,
    maxConnections: MAX_CONNECTIONS,
    applicationName: 'gigastore tests',
  });
  const close = async () => {
    await db.close();
    for (const node of nodes) {
      await administer(node, (client) =>
        client.query(`drop database if exists ${name} with (force)`),
      );
    }
  };
  return { db, url: url.href, close };
}

/**
 * Only one copy can be taken at a time; the others are told that the template is in use. Copying
 * the files takes less than writing each block to the log as well.
 */
async function clone(client: pg.Client, name: string, template: string): Promise<void> {
  const statement = `create database ${name} template ${template} strategy file_copy`;
  await withRetry(() => client.query(statement), {
    attempts: CLONE_ATTEMPTS,
    mayRetry: (error) => (error as pg.DatabaseError).code === TEMPLATE_IN_USE,
    pauseMs: () => CLONE_PAUSE_MS,
  });
}

async function administer(
  url: string,
  work: (client: pg.Client) => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
