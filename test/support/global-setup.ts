import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { connect } from '../../src/db/connect.ts';
import { type EmbeddedVersion, startEmbedded, stopAbandoned } from '../../src/db/embedded/index.ts';
import { migrate } from '../../src/db/migrate.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Any database of the test server; tests are made and dropped from there. */
    adminUrl: string;
    /** The migrated database that every test file gets a copy of. */
    templateName: string;
  }
}

const HOME_PREFIX = 'gigastore-test-';

/** Starts one PostgreSQL for the whole run (or uses TEST_DATABASE_URL) and migrates the template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
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
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: given, stop: async () => {} };
  await sweep();
  const home = await mkdtemp(join(tmpdir(), HOME_PREFIX));
  const server = await startEmbedded({
    home,
    version: (process.env.GIGASTORE_TEST_POSTGRES ?? '18') as EmbeddedVersion,
    durable: false,
    settings: { max_connections: '200' },
  });
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** A killed test run cannot stop its server; the next run does. */
async function sweep(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(HOME_PREFIX));
  for (const name of names) {
    const home = join(tmpdir(), name);
    if (await stopAbandoned(home)) await rm(home, { recursive: true, force: true });
  }
}

async function migrateTemplate(adminUrl: string, name: string): Promise<void> {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const db = connect({ url: url.href, maxConnections: 1, applicationName: 'test template' });
  await migrate(db, join(import.meta.dirname, '../../migrations'));
  await db.close();
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
