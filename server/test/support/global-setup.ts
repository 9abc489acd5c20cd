import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { connect } from '../../src/platform/db/connect.ts';
import { migrate } from '../../src/platform/db/migrate.ts';
import { migrateJobs } from '../../src/platform/jobs/index.ts';
import { startTemporaryServer } from './temporary-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Any database of the test server; tests are made and dropped from there. */
    adminUrl: string;
    /** The migrated database that every test file gets a copy of. */
    templateName: string;
  }
}

/**
 * Starts one PostgreSQL for the whole run (or uses TEST_DATABASE_URL) and migrates the template;
 * with GIGASTORE_TEST_POSTGRES=none there is no database.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (process.env.GIGASTORE_TEST_POSTGRES === 'none') return async () => {};
  const server = await startServer();
  const templateName = `template_${randomBytes(6).toString('hex')}`;
  await administer(server.url, `create database ${templateName}`);
  await migrateTemplate(server.url, templateName);
  project.provide('adminUrl', server.url);
  project.provide('templateName', templateName);
  return async () => {
    await administer(server.url, `drop database ${templateName}`);
    await server.stop();
  };
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
