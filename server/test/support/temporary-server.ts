import { mkdtemp, readdir, rm, stat, statfs } from 'node:fs/promises';
import { freemem, tmpdir } from 'node:os';
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
/** The files that Linux keeps in memory. */
const MEMORY = '/dev/shm';
/** Several times what the data of a run takes. */
const ROOM_BYTES = 3 * 1024 ** 3;

/**
 * A PostgreSQL of its own in a new directory, which `stop` removes. Fast and forgetful unless
 * `durable` is given; the version is that of GIGASTORE_TEST_POSTGRES, or 18.
 */
export async function startTemporaryServer(
  options: Omit<EmbeddedOptions, 'home'> = {},
): Promise<EmbeddedServer & { home: string }> {
  await sweep(tmpdir());
  await sweep(MEMORY);
  const home = await mkdtemp(join(await placeOfData(), HOME_PREFIX));
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

/**
 * Returns the folder for the data: in memory, where each copy of the template takes a fraction of
 * the processor time that a disk takes, or among the temporary files where memory has no room.
 */
async function placeOfData(): Promise<string> {
  const { bavail = 0, bsize = 0 } = (await statfs(MEMORY).catch(() => undefined)) ?? {};
  const hasRoom = bavail * bsize >= ROOM_BYTES && freemem() >= ROOM_BYTES;
  return hasRoom ? MEMORY : tmpdir();
}

/** A killed test run cannot stop its server; the next run does. */
async function sweep(place: string): Promise<void> {
  const names = await readdir(place).catch((): string[] => []);
  for (const name of names.filter((one) => one.startsWith(HOME_PREFIX))) {
    const home = join(place, name);
    // Younger ones may belong to a test that kills stores and starts them again.
    const { mtimeMs } = await stat(home).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs < ABANDONED_MS) continue;
    if (await stopAbandoned(home)) await rm(home, { recursive: true, force: true });
  }
}
