// Installs what the tests of the Python client need, where that can be done: as root, with apt.
import { spawnSync } from 'node:child_process';

const PACKAGES = ['python3', 'python3-httpx'];

if (spawnSync('/usr/bin/python3', ['-c', 'import httpx']).status !== 0) {
  const isRoot = process.getuid?.() === 0;
  const isDone = isRoot && (install() || (apt('update') && install()));
  if (!isDone)
    console.error(`The Python client is not tested: it needs ${PACKAGES.join(' and ')}.`);
}

function install() {
  return apt('install', '--yes', '--no-install-recommends', ...PACKAGES);
}

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status } = spawnSync('apt-get', ['-qq', ...args], { stdio: ['ignore', 2, 2], env });
  return status === 0;
}
