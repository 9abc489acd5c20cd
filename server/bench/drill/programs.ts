import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where Debian keeps each program that the drill runs, and in which package. */
const PACKAGES: Record<string, string> = {
  '/usr/bin/patroni': 'patroni',
  '/usr/bin/etcd': 'etcd-server',
  '/usr/sbin/haproxy': 'haproxy',
  '/usr/sbin/pgbouncer': 'pgbouncer',
  '/usr/lib/postgresql': 'postgresql',
  '/usr/lib/python3/dist-packages/etcd': 'python3-etcd',
};

/** Installs what is missing, and starts none of it. Throws if apt does not. */
export function installPrograms(): void {
  const wanted = Object.keys(PACKAGES).filter((path) => !existsSync(path));
  if (wanted.length === 0) return;
  const packages = wanted.map((path) => PACKAGES[path] as string);
  console.log(`Installing ${packages.join(', ')} …`);
  aptInstall(packages);
}

function aptInstall(packages: readonly string[]): void {
  // RUNLEVEL keeps their servers from starting; no cluster is created for us to leave behind.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const args = ['install', '--yes', '--no-install-recommends', ...packages];
  const { status } = spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 2] });
  if (status !== 0) throw new Error('apt-get could not install them.');
}

/** Debian 12 has Patroni 3, which cannot count a quorum. */
const PATRONI_4 = ['patroni[etcd3]==4.1.5', 'psycopg[binary]==3.3.9'];

/** Installs Patroni 4 in an environment of its own, unless it is there. Returns the program. */
export function installPatroni4(): string {
  const home = join(tmpdir(), 'gigastore-patroni-4.1.5');
  const program = join(home, 'bin/patroni');
  if (existsSync(program)) return program;
  console.log(`Installing ${PATRONI_4.join(', ')} …`);
  aptInstall(['python3-venv']);
  // Debian's, which the user of PostgreSQL may run too.
  execute('/usr/bin/python3', '-m', 'venv', home);
  execute(join(home, 'bin/pip'), 'install', '--quiet', ...PATRONI_4);
  return program;
}

/** Returns the folder of the newest PostgreSQL's programs. */
export function postgresPrograms(): string {
  const versions = readdirSync('/usr/lib/postgresql').map(Number);
  return `/usr/lib/postgresql/${Math.max(...versions)}/bin`;
}

export type Start = {
  /** The file that takes what it prints. */
  log: string;
  env?: Record<string, string>;
  /** The network namespace that it runs in. */
  namespace?: string;
  user?: string;
};

/** Starts a program below the priority of others, out of reach of Ctrl-C. */
export function start(command: readonly string[], options: Start): ChildProcess {
  const { namespace, user } = options;
  const all = [
    ...(namespace ? ['ip', 'netns', 'exec', namespace] : []),
    ...['nice', '-n', '5'],
    'setpriv',
    ...(user ? [`--reuid=${user}`, `--regid=${user}`, '--init-groups'] : []),
    // What a namespace does not contain ends with this process, even if that is killed.
    ...(namespace ? [] : ['--pdeathsig', 'KILL']),
    ...command,
  ];
  const file = openSync(options.log, 'a');
  const [program = '', ...args] = all;
  const child = spawn(program, args, {
    cwd: '/',
    detached: true,
    stdio: ['ignore', file, file],
    env: { PATH: process.env.PATH ?? '', LANG: 'C.UTF-8', ...options.env },
  });
  closeSync(file);
  return child;
}

/** Runs a command to its end. Returns what it printed; throws if it fails. */
export function execute(...command: string[]): string {
  const [program = '', ...args] = command;
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command.join(' ')}: ${stderr}`);
  return stdout;
}
