// Runs the tests of the WooCommerce plug-in against a real store. The last line says: N passed, N failed.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFaultProxy } from '../../../sdks/cases/fault-proxy.mjs';
import { freePort } from '../../../server/test/support/pasted.ts';
import { startStore } from '../../../server/test/support/running-store.ts';
import { startTemporaryServer } from '../../../server/test/support/temporary-server.ts';

const home = join(import.meta.dirname, '..');
const NEEDED = "exit(count(array_diff(['curl', 'posix'], get_loaded_extensions())));";
const php = [process.env.GIGASTORE_TEST_PHP, '/usr/bin/php', 'php'].find(
  (program) => program && spawnSync(program, ['-r', NEEDED]).status === 0,
);

if (php === undefined) {
  console.log(
    'Left out: the tests of the WooCommerce plug-in. They need PHP 8.1 or newer with cURL',
  );
  console.log('(on Debian: apt-get install php-cli php-curl).');
  console.log('0 passed, 0 failed');
} else {
  const wrong = lint(php);
  for (const line of wrong) console.log(`FAILED ${line}`);
  if (wrong.length > 0) console.log(`0 passed, ${wrong.length} failed`);
  process.exitCode = wrong.length > 0 ? 1 : await run(php);
}

/** Returns what PHP cannot read. */
function lint(program: string): string[] {
  const files = readdirSync(home, { recursive: true, encoding: 'utf8' });
  return files
    .filter((name) => name.endsWith('.php') && !name.startsWith('dist'))
    .map((name) => spawnSync(program, ['-l', name], { cwd: home, encoding: 'utf8' }))
    .filter(({ status }) => status !== 0)
    .map(({ stdout, stderr }) => `${stderr}${stdout}`.trim().replaceAll('\n', ' '));
}

async function run(program: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'gigastore-woo-store-'));
  const database = await startTemporaryServer();
  // Links and QR codes name the store's own address, so its port is known before it starts.
  const PORT = `${await freePort()}`;
  const store = await startStore(folder, { DATABASE_URL: database.url, PORT });
  const proxy = await startFaultProxy(store.url);
  try {
    const addresses = { GIGASTORE_URL: proxy.url, FREE_PORT: `${await freePort()}` };
    const args = ['-d', 'error_reporting=-1', join(home, 'test/run.php'), ...process.argv.slice(2)];
    const env = { ...process.env, ...addresses };
    const child = spawn(program, args, { env, stdio: ['ignore', 'inherit', 'inherit'] });
    const [code] = await once(child, 'close');
    return code ?? 1;
  } finally {
    await proxy.stop();
    await store.stop();
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
