// Installs what the tests of the WooCommerce plug-in need, where that can be done: as root, with apt.
import { spawnSync } from 'node:child_process';

const PACKAGES = ['php-cli', 'php-curl'];

if (spawnSync('/usr/bin/php', ['-r', 'exit(extension_loaded("curl") ? 0 : 1);']).status !== 0) {
  const isRoot = process.getuid?.() === 0;
  const isDone = isRoot && (install() || (apt('update') && install()));
  if (!isDone)
    console.error(`The WooCommerce plug-in is not tested: it needs ${PACKAGES.join(' and ')}.`);
}

function install() {
  return apt('install', '--yes', '--no-install-recommends', ...PACKAGES);
}

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status } = spawnSync('apt-get', ['-qq', ...args], { stdio: ['ignore', 2, 2], env });
  return status === 0;
}
