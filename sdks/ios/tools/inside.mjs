// Runs a program in the system with Swift, which sees the folder `sdks` as /sdks. The mounts are
// those of this process only, and end with it.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { swiftRoot } from '../../../tools/swift.mjs';

const CLIENTS = join(import.meta.dirname, '../..');
/** The first argument is the root folder, the second that of the clients. */
const MOUNT =
  'for name in proc dev; do mount --rbind "/$name" "$1/$name" || exit; done; ' +
  'mount --rbind "$2" "$1/sdks"';
/** Whether such mounts may be made is known before there is a system to make them in. */
const CHECK = 'for name in proc dev; do mount --rbind "/$name" "/$name" || exit; done';
const CHROOT =
  'root=$1; shift 2; exec chroot "$root" /usr/bin/env -i HOME=/root LC_ALL=C.UTF-8 ' +
  'PATH=/usr/libexec/swift/bin:/usr/bin:/bin "$@"';
/** Root may mount; others may in a namespace of users, where the system lets them have one. */
const WAYS = [[], ['--map-root-user']].map((user) => [
  ...user,
  ...['--mount', '--propagation', 'private', 'sh', '-c'],
]);

/** Returns why a program cannot be run there, if it cannot. */
export function reasonNotToEnter() {
  return findWay() ? undefined : 'it needs a process that may mount: root, or user namespaces.';
}

/**
 * Runs a program with its arguments in /sdks/ios and shows its output. It is killed when its time
 * is over, and with this process. Returns its exit code, null if it was killed, and its output.
 */
export async function runInside(command, { seconds, environment = {} }) {
  const child = startInside(command, environment);
  const kill = () => {
    child.kill('SIGKILL');
    // What it started may go on for a while, and nobody waits for it.
    for (const stream of [child.stdout, child.stderr]) stream.destroy();
  };
  const timer = setTimeout(kill, seconds * 1_000);
  process.once('exit', kill);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk) => {
      output += chunk;
      process.stdout.write(chunk);
    });
  }
  const [code] = await once(child, 'close');
  clearTimeout(timer);
  process.off('exit', kill);
  return { code, output };
}

function startInside(command, environment) {
  const given = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  const program = ['/usr/bin/env', '-C', '/sdks/ios', ...command];
  const args = [`${MOUNT} || exit; ${CHROOT}`, 'sh', ...folders(), ...given, ...program];
  return spawn('unshare', [...(findWay() ?? []), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

function findWay() {
  return WAYS.find((way) => spawnSync('unshare', [...way, CHECK]).status === 0);
}

function folders() {
  mkdirSync(join(swiftRoot, 'sdks'), { recursive: true });
  return [swiftRoot, CLIENTS];
}
