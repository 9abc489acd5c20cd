// Makes a folder with Swift of Debian 13, in which the tests of the iOS SDK run. It needs apt and no
// root: packages are unpacked, and nothing of them is run or installed. The folder stays in the
// cache; a second run finds it and is done at once. Nothing else on the machine is changed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const SUITE = 'trixie';
const PACKAGES = ['swiftlang', 'libc6-dev', 'libstdc++-14-dev', 'git'];
/** What a system has that Debian's packages take for granted. The first one has its folders. */
const BASE = ['base-files', 'bash', 'dash', 'coreutils', 'libc-bin'];
/** The archive that this machine uses, which has the other releases of Debian too. */
const MIRROR = process.env.GIGASTORE_DEBIAN_MIRROR ?? archiveOfMachine();
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** The root folder of the system with Swift. */
export const swiftRoot =
  process.env.GIGASTORE_SWIFT_ROOT ?? join(homedir(), `.cache/gigastore/swift-${SUITE}`);

if (import.meta.main ?? process.argv[1] === import.meta.filename) {
  const missing = reasonForNoSwift() ?? ensureSwift();
  if (missing !== undefined) console.error(`The iOS SDK is not tested: ${missing}`);
}

/** Returns why this machine cannot have the folder, if it cannot. */
export function reasonForNoSwift() {
  if (hasSwift()) return undefined;
  if (process.platform !== 'linux') return 'it needs Linux.';
  const lacks = ['apt-get', 'dpkg-deb'].some((name) => spawnSync(name, ['--version']).error);
  if (lacks || !existsSync(KEYRING)) return 'it needs apt and the keyring of Debian.';
  return MIRROR ? undefined : 'apt has no archive of Debian; set GIGASTORE_DEBIAN_MIRROR.';
}

/** Makes the folder unless it is there. Returns what went wrong, if anything. */
export function ensureSwift() {
  if (hasSwift()) return undefined;
  const folder = `${swiftRoot}.${process.pid}`;
  try {
    if (!make(folder)) return `the system with Swift could not be made from ${MIRROR}.`;
    if (!existsSync(swiftRoot)) renameSync(folder, swiftRoot);
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function hasSwift() {
  return existsSync(join(swiftRoot, 'usr/libexec/swift/bin/swift'));
}

function make(folder) {
  const apt = aptOf(join(folder, 'apt'));
  const wanted = ['--download-only', '--yes', '--no-install-recommends', ...BASE, ...PACKAGES];
  if (!apt('update') || !apt('install', ...wanted)) return false;
  const archives = join(folder, 'apt/archives');
  const isBase = (name) => name.startsWith(`${BASE[0]}_`);
  const names = readdirSync(archives).filter((name) => name.endsWith('.deb'));
  const inOrder = names.toSorted((left, right) => isBase(right) - isBase(left));
  if (!inOrder.every((name) => run('dpkg-deb', ['-x', join(archives, name), folder]))) return false;
  for (const rest of ['apt', 'usr/share/doc', 'usr/share/man', 'usr/share/locale']) {
    rmSync(join(folder, rest), { recursive: true, force: true });
  }
  writeFileSync(join(folder, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\n');
  return true;
}

/** Returns what runs apt-get on packages of its own, apart from those of the machine. */
function aptOf(home) {
  for (const name of ['state/lists/partial', 'archives/partial']) {
    mkdirSync(join(home, name), { recursive: true });
  }
  const sources = join(home, 'sources.list');
  const status = join(home, 'status');
  writeFileSync(sources, `deb [signed-by=${KEYRING}] ${MIRROR} ${SUITE} main\n`);
  writeFileSync(status, '');
  const settings = {
    'Dir::State': join(home, 'state'),
    'Dir::State::status': status,
    'Dir::Cache::archives': join(home, 'archives'),
    'Dir::Cache::pkgcache': '',
    'Dir::Cache::srcpkgcache': '',
    'Dir::Etc::sourcelist': sources,
    'Dir::Etc::sourceparts': '/dev/null',
    'Dir::Etc::preferencesparts': '/dev/null',
    'APT::Sandbox::User': 'root',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '3',
    'Debug::NoLocking': 'true',
  };
  const options = Object.entries(settings).flatMap(([key, value]) => ['-o', `${key}=${value}`]);
  return (...args) => run('apt-get', ['-qq', ...options, ...args]);
}

function run(program, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };
  return spawnSync(program, args, { stdio: ['ignore', 2, 2], env }).status === 0;
}

function archiveOfMachine() {
  // Without this option apt names only the archives of which it has read the lists.
  const args = ['indextargets', '--no-release-info', '--format', '$(REPO_URI)'];
  const { stdout } = spawnSync('apt-get', args, { encoding: 'utf8' });
  return stdout?.split('\n').find((address) => /\/debian\/?$/.test(address));
}
