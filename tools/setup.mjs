// Runs before anything is installed: only what Node brings.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

const OLDEST_NODE = [20, 19];
const LOCK_POLL_MS = 200;
const locks = join(root, '.gigastore-setup');
/** The workspace of the store itself. */
export const server = join(root, 'server');
export const dist = join(server, 'dist');
const stamp = join(dist, '.built-from');

/** Installs the locked dependencies with npm when they are missing or other ones than locked. */
export async function ensureInstalled() {
  refuseOldNode();
  if (isInstalled()) return;
  await alone(() => {
    if (isInstalled()) return;
    say('Installing the dependencies (npm ci); this happens once …');
    const { status, error } = npm([
      'ci',
      '--include=dev',
      '--include=optional',
      '--loglevel=error',
    ]);
    if (error?.code === 'ENOENT') end('npm was not found. Install npm, then try again.');
    if (status !== 0) {
      end('npm ci failed (see above). The first installation needs the network.');
    }
  });
}

/** Compiles server/src into server/dist when a source changed since the last time. */
export async function ensureBuilt() {
  const digest = digestOfSources();
  if (isBuilt(digest)) return;
  await alone(() => {
    if (isBuilt(digest)) return;
    say('Building …');
    build(digest);
  });
}

/** Builds the TypeScript client and the command line when a source changed since the last time. */
export async function ensureClientsBuilt() {
  const built = join(root, 'cli/dist/.built-from');
  const digest = digestOf([
    ...filesIn('sdks/typescript/src', 'sdks/typescript/tools', 'sdks/tools', 'cli/src'),
    ...['server/openapi.json', 'package-lock.json', 'sdks/typescript/package.json'],
    ...['cli/tools/build.mjs', 'cli/tsconfig.json', 'cli/tsconfig.build.json'],
  ]);
  const isDone = () => existsSync(built) && readFileSync(built, 'utf8') === digest;
  if (isDone()) return;
  await alone(() => {
    if (isDone()) return;
    say('Building the clients …');
    for (const script of ['sdks/typescript/tools/build.mjs', 'cli/tools/build.mjs']) {
      const options = { cwd: root, stdio: ['ignore', 2, 2] };
      const { status } = spawnSync(process.execPath, [script], options);
      if (status !== 0) end('The clients do not compile (see above).');
    }
    writeFileSync(built, digest);
  });
}

/** Ends with a message for a person. */
export function end(message) {
  console.error(message);
  process.exit(1);
}

function say(message) {
  console.error(message);
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  end(`Node ${OLDEST_NODE.join('.')} or newer is needed; this is ${process.versions.node}.`);
}

/** npm writes what it installed as the last thing; a killed installation has no such file. */
function isInstalled() {
  const wanted = readPackages(join(root, 'package-lock.json'));
  const found = readPackages(join(root, 'node_modules/.package-lock.json'));
  if (!wanted || !found) return false;
  const isWanted = ([path, { version }]) => wanted[path]?.version === version;
  const isFound = ([path, entry]) => path === '' || entry.optional || path in found;
  return Object.entries(found).every(isWanted) && Object.entries(wanted).every(isFound);
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** The npm that started us, when one did; its output goes where it cannot mix with ours. */
function npm(args) {
  const options = { cwd: root, stdio: ['ignore', 2, 2] };
  const script = process.env.npm_execpath;
  if (script?.endsWith('npm-cli.js'))
    return spawnSync(process.execPath, [script, ...args], options);
  return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
}

function isBuilt(digest) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === digest;
}

/** Built aside and moved, so that a killed build leaves the old one. */
function build(digest) {
  const next = join(server, '.gigastore-dist');
  rmSync(next, { recursive: true, force: true });
  // Types are the business of `npm run check`; leaving them out builds in a third of the time.
  const flags = ['--noCheck', '--outDir', next];
  const args = ['node_modules/typescript/bin/tsc', '-p', 'server/tsconfig.build.json', ...flags];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) end('The sources do not compile (see above).');
  writeFileSync(join(next, '.built-from'), digest);
  rmSync(dist, { recursive: true, force: true });
  renameSync(next, dist);
}

function digestOfSources() {
  const names = ['server/tsconfig.json', 'server/tsconfig.build.json', 'package-lock.json'];
  return digestOf([...filesIn('server/src'), ...names]);
}

/** Returns the sources in these folders. */
function filesIn(...folders) {
  const names = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((name) => `${folder}/${name}`),
  );
  return names.filter((name) => /\.(mjs|ts|json)$/.test(name) && !/\.(test|gen)\.ts$/.test(name));
}

function digestOf(names) {
  const hash = createHash('sha256');
  for (const name of names.sort()) {
    hash
      .update(`${name}\0`)
      .update(readFileSync(join(root, name)))
      .update('\0');
  }
  return hash.digest('hex');
}

/**
 * Does the work of this name, one at a time over all processes of this clone; a dead one's turn is
 * taken over.
 */
export async function alone(work, name = 'lock') {
  const lock = join(locks, name);
  let hasWaited = false;
  while (!(await tryLock(lock))) {
    if (!hasWaited) say(`Waiting for another setup of this clone (${lock}) to finish …`);
    hasWaited = true;
    await delay(LOCK_POLL_MS);
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

async function tryLock(lock) {
  mkdirSync(dirname(lock), { recursive: true });
  try {
    writeFileSync(lock, `${process.pid}`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') end(`The setup cannot write ${lock}: ${error.message}`);
  }
  if (isAlive(lockHolder(lock))) return false;
  writeFileSync(lock, `${process.pid}`);
  // Of several that take over at the same moment, the last to write stays.
  await delay(LOCK_POLL_MS);
  return lockHolder(lock) === process.pid;
}

function lockHolder(lock) {
  try {
    return Number(readFileSync(lock, 'utf8'));
  } catch {
    return 0;
  }
}

function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}
