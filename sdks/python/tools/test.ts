// Runs the tests of the Python client against a real store. The last line says: N passed, N failed.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStore } from '../../../server/test/support/running-store.ts';
import { startTemporaryServer } from '../../../server/test/support/temporary-server.ts';
import { startFaultProxy } from '../../cases/fault-proxy.mjs';
import './generate.mjs';

const home = join(import.meta.dirname, '..');
const SHIFT_CLOCK = new URL('../../typescript/test/support/shift-clock.mjs', import.meta.url).href;
/** The last lines of unittest: `Ran 97 tests in 12.3s`, and `FAILED (failures=1, errors=2)`. */
const RAN = /^Ran (\d+) tests? in /m;
const FAILED = /^FAILED \((.*)\)$/m;

const python = [process.env.GIGASTORE_TEST_PYTHON, '/usr/bin/python3', 'python3'].find(
  (program) => program && spawnSync(program, ['-c', 'import httpx']).status === 0,
);
if (python === undefined) {
  console.log('Left out: the tests of the Python client. They need python3 and its httpx');
  console.log('(on Debian: apt-get install python3 python3-httpx).');
  console.log('0 passed, 0 failed');
} else {
  await run(python);
}

async function run(program: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'gigastore-python-'));
  const database = await startTemporaryServer();
  const environment = { DATABASE_URL: database.url, NODE_OPTIONS: `--import ${SHIFT_CLOCK}` };
  const store = await startStore(folder, environment);
  const proxy = await startFaultProxy(store.url);
  try {
    const addresses = { GIGASTORE_URL: proxy.url, GIGASTORE_PID: `${store.pid}` };
    const output = await test(program, addresses);
    const [, count = '0'] = RAN.exec(output) ?? [];
    const [, reasons = ''] = FAILED.exec(output) ?? [];
    const bad = [...reasons.matchAll(/(?:failures|errors)=(\d+)/g)].map(([, number]) =>
      Number(number),
    );
    const failed = bad.reduce((sum, number) => sum + number, 0) || (count === '0' ? 1 : 0);
    console.log(`${Math.max(0, Number(count) - failed)} passed, ${failed} failed`);
    process.exitCode = failed === 0 ? 0 : 1;
  } finally {
    await proxy.stop();
    await store.stop();
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function test(program: string, addresses: Record<string, string>): Promise<string> {
  const args = [
    '-m',
    'unittest',
    'discover',
    '--top-level-directory',
    '.',
    '--start-directory',
    'tests',
  ];
  const child = spawn(program, [...args, ...process.argv.slice(2)], {
    cwd: home,
    env: { ...process.env, ...addresses, PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  let output = '';
  child.stderr?.on('data', (chunk) => {
    output += chunk;
    process.stderr.write(chunk);
  });
  await once(child, 'close');
  return output;
}
