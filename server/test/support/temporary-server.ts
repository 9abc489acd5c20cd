import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type EmbeddedOptions,
  type EmbeddedServer,
  type EmbeddedVersion,
  startEmbedded,
  stopAbandoned,
} from '../../src/platform/embedded-postgres/index.ts';

const ABANDONED_MS = 600_000;
const HOME_PREFIX = 'gigastore-test-';

/**
 * A PostgreSQL of its own in a new directory, which `stop` removes. Fast and forgetful unless
 * `durable` is given; the version is that of GIGASTORE_TEST_POSTGRES, or 18.
 */
export async function startTemporaryServer(
  options: Omit<EmbeddedOptions, 'home'> = {},
): Promise<EmbeddedServer & { home: string }> {
  await sweep();
  const home = await mkdtemp(join(tmpdir(), HOME_PREFIX));
  const server = await startEmbedded({ version: testVersion(), durable: false, ...options, home });
  return {
    home,
    url: server.url,
    adopted: server.adopted,
    get pid() {
      return server.pid;
    },
    stop: async () => {
      await server.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** The PostgreSQL that this run is to be tested on. */
export function testVersion(): EmbeddedVersion {
  return process.env.GIGASTORE_TEST_POSTGRES === '15' ? '15' : '18';
}

/** A killed test run cannot stop its server; the next run does. */
async function sweep(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(HOME_PREFIX));
  for (const name of names) {
    const home = join(tmpdir(), name);
    // Younger ones may belong to a test that kills stores and starts them again.
    const { mtimeMs } = await stat(home).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs < ABANDONED_MS) continue;
    if (await stopAbandoned(home)) await rm(home, { recursive: true, force: true });
  }
}
