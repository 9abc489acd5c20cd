import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { connect } from '../../src/platform/db/connect.ts';
import type { Database } from '../../src/platform/db/database.ts';
import { createClusterDatabase, dropClusterDatabase, on } from '../distribution/cluster.ts';
import { IS_CITUS } from './citus.ts';
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

/**
 * An empty database with an owner and a second role, to be opened with `forThisFile`. It is on the
 * nodes of the cluster where the test databases are distributed, but not distributed itself.
 */
export async function openTwoRoles(): Promise<TwoRoles> {
  const own = await (IS_CITUS ? createOnCluster() : createOnServer());
  const password = randomBytes(8).toString('hex');
  const [ownerRole, role] = [`owner_${password}`, `app_${password}`];
  await on(
    own.adminUrl,
    `create role ${ownerRole} login password '${password}';
    create role ${role} login password '${password}'`,
  );
  const name = new URL(own.url).pathname.slice(1);
  for (const node of own.nodeUrls) await on(node, `alter database ${name} owner to ${ownerRole}`);
  const [url, ownerUrl] = [
    withRole(own.url, role, password),
    withRole(own.url, ownerRole, password),
  ];
  const [db, owner] = [open(url), open(ownerUrl)];
  async function close(): Promise<void> {
    await Promise.all([db.close(), owner.close()]);
    await own.close();
    await on(own.adminUrl, `drop role ${ownerRole}; drop role ${role}`);
  }
  return { db, url, owner, ownerUrl, close };
}

type Created = {
  url: string;
  /** A database from which roles are made on every node. */
  adminUrl: string;
  /** The server of each node. */
  nodeUrls: string[];
  close(): Promise<void>;
};

async function createOnServer(): Promise<Created> {
  const { url, close } = await createTestDatabase({ isEmpty: true });
  return { url, adminUrl: inject('adminUrl'), nodeUrls: inject('nodeUrls'), close };
}

async function createOnCluster(): Promise<Created> {
  const cluster = process.env.TEST_CITUS_URL ?? '';
  const name = `test_${randomBytes(6).toString('hex')}`;
  const url = await createClusterDatabase(cluster, name);
  const close = () => dropClusterDatabase(cluster, name);
  return { url, adminUrl: cluster, nodeUrls: inject('nodeUrls'), close };
}

function withRole(address: string, username: string, password: string): string {
  return Object.assign(new URL(address), { username, password }).href;
}

function open(url: string): Database {
  return connect({ url, maxConnections: 10, applicationName: 'gigastore tests' });
}
