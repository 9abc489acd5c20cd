import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../../src/platform/db/connect.ts';
import type { Database } from '../../src/platform/db/database.ts';
import { migrate } from '../../src/platform/db/migrate.ts';
import { startEmbedded } from '../../src/platform/embedded-postgres/index.ts';
import { migrateJobs } from '../../src/platform/jobs/index.ts';
import { loadPlans } from '../../test/support/shop.ts';

export type BenchStore = {
  db: Database;
  url: string;
  home: string;
  /** Of PostgreSQL's main process. */
  pid: number;
  close(): Promise<void>;
};

/** A store of its own, as durable as in production: fsync and synchronous commits on. */
export async function openBenchStore(): Promise<BenchStore> {
  const home = await mkdtemp(join(tmpdir(), 'gigastore-bench-'));
  const settings = { max_wal_size: '4GB', shared_buffers: '512MB', log_min_messages: 'fatal' };
  const server = await startEmbedded({ home, durable: true, settings });
  const db = connect({ url: server.url, maxConnections: 20, applicationName: 'gigastore bench' });
  await migrate(db, 'migrations');
  await migrateJobs(server.url);
  await loadPlans(db);
  return {
    db,
    url: server.url,
    home,
    pid: server.pid,
    async close() {
      await db.close();
      await server.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}
