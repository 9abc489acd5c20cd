import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import {
  chmod,
  chown,
  mkdir,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { EmbeddedError } from './embedded-error.ts';
import {
  type EmbeddedVersion,
  findInstallation,
  type Installation,
  program,
} from './installation.ts';
import { canExecute, databaseUser, type OsUser } from './os-user.ts';

/** Where data goes when the database's user cannot enter the home (root's own directory). */
const SHARED_DIRECTORY = '/var/lib/gigastore';
const DATA = 'postgres';
export const DATABASE_USER = 'gigastore';

/** What the home remembers of its database, in a file that only its owner reads. */
export type ClusterRecord = {
  password: string;
  dataDirectory: string;
  port?: number;
  /** The arguments of the last start: a server found running with others is started again. */
  startedWith?: string[];
};

export type Cluster = {
  home: string;
  user: OsUser;
  installation: Installation;
  record: ClusterRecord;
};

/** Finds PostgreSQL and the home's data, which is made when there is none yet. */
export async function openCluster(
  home: string,
  version: EmbeddedVersion,
  durable: boolean,
): Promise<Cluster> {
  const record = readRecord(home) ?? (await newRecord(home));
  const user = databaseUser(record.dataDirectory);
  const major = dataMajor(record.dataDirectory);
  const installation = await findInstallation(version, user, major ?? Number(version));
  const cluster = { home, user, installation, record };
  if (major === undefined) await initialize(cluster, durable);
  else refuseOtherMajor(record.dataDirectory, major, installation.major);
  return cluster;
}

/** The record of the home, undefined before the first start. */
export function readRecord(home: string): ClusterRecord | undefined {
  const path = recordPath(home);
  if (!existsSync(path)) return undefined;
  const record = JSON.parse(readFileSync(path, 'utf8')) as ClusterRecord;
  return { ...record, dataDirectory: resolve(home, record.dataDirectory) };
}

/**
 * Changes the record in one step, so that a crash leaves the old one or the new one. A directory
 * inside the home is written without the home, which may be moved.
 */
export async function writeRecord(home: string, record: ClusterRecord): Promise<void> {
  const partial = `${recordPath(home)}.new`;
  const isInside = record.dataDirectory === join(home, DATA);
  const text = JSON.stringify({ ...record, ...(isInside && { dataDirectory: DATA }) }, null, 2);
  await rm(partial, { force: true });
  await writeFile(partial, text, { mode: 0o600 });
  await rename(partial, recordPath(home));
}

function recordPath(home: string): string {
  return join(home, 'embedded.json');
}

async function newRecord(home: string): Promise<ClusterRecord> {
  const dataDirectory = join(await dataParent(home), DATA);
  if (existsSync(dataDirectory)) {
    throw new EmbeddedError(
      `${recordPath(home)} is missing, which holds the password of the data in ` +
        `${dataDirectory}. Restore it, or move that directory away to begin anew.`,
    );
  }
  const record = { password: randomBytes(24).toString('base64url'), dataDirectory };
  await writeRecord(home, record);
  return record;
}

async function dataParent(home: string): Promise<string> {
  const user = databaseUser();
  if (user.uid === undefined) return home;
  await chmod(home, 0o711);
  if (canExecute(user, home)) return home;
  const shared = join(SHARED_DIRECTORY, randomBytes(8).toString('hex'));
  await mkdir(shared, { recursive: true, mode: 0o711 });
  return realpath(shared);
}

function dataMajor(dataDirectory: string): number | undefined {
  const path = join(dataDirectory, 'PG_VERSION');
  return existsSync(path) ? Number.parseInt(readFileSync(path, 'utf8'), 10) : undefined;
}

function refuseOtherMajor(dataDirectory: string, found: number, running: number): void {
  if (found === running) return;
  throw new EmbeddedError(
    `The data in ${dataDirectory} was made by PostgreSQL ${found}, but this is PostgreSQL ` +
      `${running}, which cannot read it. Start with PostgreSQL ${found}, choose another ` +
      'GIGASTORE_HOME, or move the data with pg_dump.',
  );
}

/** Made aside and renamed when complete, so that a killed start leaves nothing half-made. */
async function initialize(cluster: Cluster, durable: boolean): Promise<void> {
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
    await runInitdb(cluster, partial, passwordFile, durable);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rm(dataDirectory, { recursive: true, force: true });
  await rename(partial, dataDirectory);
}

/** initdb looks its user up, also where a container gives only a number. */
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

async function runInitdb(
  { installation, user }: Cluster,
  directory: string,
  passwordFile: string,
  durable: boolean,
): Promise<void> {
  const args = [
    `--pgdata=${directory}`,
    `--username=${DATABASE_USER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    ...localeArguments(installation.major),
    ...(durable ? [] : ['--no-sync']),
  ];
  const initdb = spawn(program(installation, 'initdb'), args, { ...user, cwd: directory });
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

/** The last lines that PostgreSQL wrote, for a message. */
export async function logTail(home: string): Promise<string> {
  const text = await readFile(logPath(home), 'utf8').catch(() => '');
  return text.trim().split('\n').slice(-5).join('\n');
}

/** The file that takes the database's own log. */
export function logPath(home: string): string {
  return join(home, 'postgres.log');
}
