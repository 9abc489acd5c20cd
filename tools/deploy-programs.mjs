// Installs, where it may, the programs of others with which the tests check deploy/ and RADIUS.
import { spawnSync } from 'node:child_process';

const PACKAGES = {
  nginx: 'nginx-light',
  caddy: 'caddy',
  promtool: 'prometheus',
  freeradius: 'freeradius',
  radclient: 'freeradius-utils',
  haproxy: 'haproxy',
  patroni: 'patroni',
};

const missing = () => Object.keys(PACKAGES).filter((name) => spawnSync(name, ['-h']).error);
const wanted = missing().map((name) => PACKAGES[name]);
if (wanted.length > 0 && process.getuid?.() === 0) {
  // The packages would start their servers, which nobody has asked for.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const args = ['install', '--yes', '--no-install-recommends', ...wanted];
  spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 2] });
}
const absent = missing();
if (absent.length > 0) console.error(`Without ${absent.join(', ')} their checks are left out.`);
