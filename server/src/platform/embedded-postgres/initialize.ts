import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import type { Cluster } from './cluster-parts.ts';
import { EmbeddedError } from './embedded-error.ts';
import { program } from './installation.ts';
import type { OsUser } from './os-user.ts';

export const DATABASE_USER = 'gigastore';

/**
 * Creates the cluster aside and renames it when it is complete, so that a killed start leaves no
 * half.
 */
export async function initialize(cluster: Cluster, durable: boolean): Promise<void> {
  refuseNamelessUser(cluster.user);
  const { dataDirectory, password } = cluster.record;
  const parent = dirname(dataDirectory);
  await removeLeftovers(parent);
  const partial = join(parent, `postgres.new-${randomBytes(4).toString('hex')}`);
  const passwordFile = `${partial}.password`;
  await mkdir(partial, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  await giveTo(cluster.user, partial, passwordFile);
  try {
    await runInitdb(cluster, [
      `--pgdata=${partial}`,
      `--pwfile=${passwordFile}`,
      ...(durable ? [] : ['--no-sync']),
    ]);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rm(dataDirectory, { recursive: true, force: true });
  await rename(partial, dataDirectory);
}

/** initdb looks its user up, and fails where a container gives only a number. */
function refuseNamelessUser(user: OsUser): void {
  if (user.uid !== undefined) return;
  try {
    userInfo();
  } catch {
    throw new EmbeddedError(
      `The user id ${process.getuid?.()} has no name in /etc/passwd, and without one PostgreSQL ` +
        'cannot make its data. Run as a named user or as root, or set DATABASE_URL.',
    );
  }
}

async function removeLeftovers(parent: string): Promise<void> {
  const names = (await readdir(parent)).filter((name) => name.startsWith('postgres.new-'));
  await Promise.all(names.map((name) => rm(join(parent, name), { recursive: true, force: true })));
}

async function giveTo(user: OsUser, ...paths: string[]): Promise<void> {
  if (user.uid === undefined || user.gid === undefined) return;
  for (const path of paths) await chown(path, user.uid, user.gid);
}

async function runInitdb({ installation, user }: Cluster, own: string[]): Promise<void> {
  const args = [
    ...own,
    `--username=${DATABASE_USER}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    ...localeArguments(installation.major),
  ];
  const initdb = spawn(program(installation, 'initdb'), args, { ...user, cwd: '/' });
  const output: string[] = [];
  initdb.stdout.on('data', (chunk) => output.push(String(chunk)));
  initdb.stderr.on('data', (chunk) => output.push(String(chunk)));
  const code = await new Promise((resolve) => {
    initdb.on('error', resolve).on('close', resolve);
  });
  if (code === 0) return;
  throw new EmbeddedError(`PostgreSQL could not make its data: ${output.join('').trim()} ${code}`);
}

/** Text sorts by code point on every machine, and upper and lower case work beyond ASCII. */
function localeArguments(major: number): string[] {
  if (major >= 17) return ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const { stdout } = spawnSync('locale', ['-a'], { encoding: 'utf8' });
  const unicode = /^C\.utf-?8$/im.exec(stdout ?? '')?.[0];
  return unicode ? ['--locale=C', `--lc-ctype=${unicode}`] : ['--locale=C'];
}
