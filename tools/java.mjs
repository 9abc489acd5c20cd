// Installs what the tests of the Android SDK and of generated clients need, where that can be done:
// as root, with apt.
import { spawnSync } from 'node:child_process';

const PACKAGES = ['openjdk-17-jdk-headless', 'maven'];

if (['javac', 'mvn'].some((name) => spawnSync(name, ['-version']).error)) {
  const isRoot = process.getuid?.() === 0;
  const isDone = isRoot && (install() || (apt('update') && install()));
  if (!isDone)
    console.error(
      `The Android SDK and generated clients are not tested: they need ${PACKAGES.join(' and ')}.`,
    );
}

function install() {
  return apt('install', '--yes', '--no-install-recommends', ...PACKAGES);
}

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status } = spawnSync('apt-get', ['-qq', ...args], { stdio: ['ignore', 2, 2], env });
  return status === 0;
}
