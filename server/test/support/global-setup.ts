import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { SHARED_TABLES } from '../../src/commands/index.ts';
import { connect } from '../../src/platform/db/connect.ts';
import { distribute } from '../../src/platform/db/distribute.ts';
import { migrate } from '../../src/platform/db/migrate.ts';
import { migrateJobs } from '../../src/platform/jobs/index.ts';
import {
  createClusterDatabase,
  databaseUrls,
  dropClusterDatabase,
} from '../distribution/cluster.ts';
import { IS_CITUS } from './citus.ts';
import { startTemporaryServer } from './temporary-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Any database of the test server; tests are made and dropped from there. */
    adminUrl: string;
    /** The migrated database that every test file gets a copy of. */
    templateName: string;
    /** The same databases on the nodes of a Citus cluster, the coordinator first. */
    nodeUrls: string[];
  }
}

/**
 * Starts one PostgreSQL for the whole run (or uses TEST_DATABASE_URL) and migrates the template;
 * with GIGASTORE_TEST_POSTGRES=none there is no database. With GIGASTORE_TEST_POSTGRES=citus the
 * databases are distributed over the cluster of TEST_CITUS_URL.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (process.env.GIGASTORE_TEST_POSTGRES === 'none') return async () => {};
  if (IS_CITUS) return setUpCluster(project);
  const server = await startServer();
  const templateName = `template_${randomBytes(6).toString('hex')}`;
  await administer(server.url, `create database ${templateName}`);
  await migrateTemplate(server.url, templateName);
  project.provide('adminUrl', server.url);
  project.provide('templateName', templateName);
  project.provide('nodeUrls', [server.url]);
  return async () => {
    await administer(server.url, `drop database ${templateName}`);
    await server.stop();
  };
}

async function setUpCluster(project: TestProject): Promise<() => Promise<void>> {
  const url = process.env.TEST_CITUS_URL;
  if (!url) throw new Error('TEST_CITUS_URL does not name the coordinator of a Citus cluster');
  const templateName = `template_${randomBytes(6).toString('hex')}`;
  const own = await createClusterDatabase(url, templateName);
  await migrateTemplate(url, templateName);
  const db = connect({ url: own, maxConnections: 1, applicationName: 'test template' });
  await distribute(db, { shared: SHARED_TABLES });
  await db.close();
  const nodes = await databaseUrls(url, 'postgres');
  // Citus keeps a connection to each database, and one that is in use is no template.
  for (const node of nodes) {
    await administer(node, `alter database ${templateName} allow_connections false`);
    await administer(
      node,
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${templateName}'`,
    );
  }
  project.provide('adminUrl', nodes[0] ?? url);
  project.provide('templateName', templateName);
  project.provide('nodeUrls', nodes);
  return () => dropClusterDatabase(url, templateName);
}

async function startServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const url = process.env.TEST_DATABASE_URL;
  if (url) return { url, stop: async () => {} };
  return startTemporaryServer({ settings: { max_connections: '200' } });
}

async function migrateTemplate(adminUrl: string, name: string): Promise<void> {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const db = connect({ url: url.href, maxConnections: 1, applicationName: 'test template' });
  await migrate(db, join(import.meta.dirname, '../../migrations'));
  await db.close();
  await migrateJobs(url.href);
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
