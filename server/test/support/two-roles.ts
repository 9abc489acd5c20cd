import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { connect } from '../../src/platform/db/connect.ts';
import type { Database } from '../../src/platform/db/database.ts';
import { createTestDatabase } from './database.ts';

export type TwoRoles = {
  /** As the role that serves. */
  db: Database;
  url: string;
  /** As the owner of the database, who is no superuser. */
  owner: Database;
  ownerUrl: string;
  close(): Promise<void>;
};

/** An empty database with an owner and a second role, to be opened with `forThisFile`. */
export async function openTwoRoles(): Promise<TwoRoles> {
  const own = await createTestDatabase({ isEmpty: true });
  const password = randomBytes(8).toString('hex');
  const [ownerRole, role] = [`owner_${password}`, `app_${password}`];
  const name = new URL(own.url).pathname.slice(1);
  await asAdmin(`
    create role ${ownerRole} login password '${password}';
    create role ${role} login password '${password}';
    alter database ${name} owner to ${ownerRole}`);
  const [url, ownerUrl] = [
    withRole(own.url, role, password),
    withRole(own.url, ownerRole, password),
  ];
  const [db, owner] = [open(url), open(ownerUrl)];
  async function close(): Promise<void> {
    await Promise.all([db.close(), owner.close()]);
    await own.close();
    await asAdmin(`drop role ${ownerRole}; drop role ${role}`);
  }
  return { db, url, owner, ownerUrl, close };
}

function withRole(address: string, username: string, password: string): string {
  return Object.assign(new URL(address), { username, password }).href;
}

function open(url: string): Database {
  return connect({ url, maxConnections: 10, applicationName: 'gigastore tests' });
}

async function asAdmin(statements: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('adminUrl') });
  await client.connect();
  try {
    await client.query(statements);
  } finally {
    await client.end();
  }
}
