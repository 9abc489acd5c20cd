// Sells with the packed client in Node, Bun, Deno and workerd, the runtime of workers, against a real
// store. Downloads about 150 MB into a temporary folder. The last line says: N passed, N failed.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual, promisify } from 'node:util';
import { build } from 'vite';
import { freePort } from '../../../server/test/support/pasted.ts';
import { type RunningStore, startStore } from '../../../server/test/support/running-store.ts';
import { startTemporaryServer } from '../../../server/test/support/temporary-server.ts';
import { ensureClientsBuilt } from '../../../tools/setup.mjs';

const run = promisify(execFile);
const home = join(import.meta.dirname, '..');
const cpu = process.arch === 'arm64' ? 'aarch64' : process.arch;
/** None of them needs its installation script. */
const PROGRAMS = [
  `@oven/bun-${process.platform}-${cpu}@1.4.5`,
  'deno@2.9.6',
  'workerd@1.20261117.1',
];
const WORKER_STARTS_MS = 20_000;
const EXPECTED = {
  isSoldOnce: true,
  phone: 'INSTALLED',
  refunded: 'REFUNDED',
  isRefusalTyped: true,
  verified: 'credits.low',
  listed: 2,
};

await ensureClientsBuilt();
const folder = await mkdtemp(join(tmpdir(), 'gigastore-runtimes-'));
const database = await startTemporaryServer();
const store = await startStore(folder, { DATABASE_URL: database.url });
let failed = 0;
try {
  await install();
  const runs = { Node: sellInNode, Bun: sellInBun, Deno: sellInDeno, workerd: sellInWorker };
  for (const [name, sell] of Object.entries(runs)) await report(name, () => sell(store));
  console.log(`${Object.keys(runs).length - failed} passed, ${failed} failed`);
} finally {
  await store.stop();
  await database.stop();
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = failed === 0 ? 0 : 1;

async function report(name: string, sell: () => Promise<string>): Promise<void> {
  try {
    const text = await sell();
    if (!isDeepStrictEqual(JSON.parse(text), EXPECTED)) throw new Error(`it answered ${text}`);
    console.log(`ok the client sells in ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED the client sells in ${name}: ${(error as Error).message}`);
  }
}

/** Installs the packed client and the programs as a shop would, without scripts. */
async function install(): Promise<void> {
  const pack = ['pack', '--json', '--pack-destination', folder];
  const { stdout } = await run('npm', pack, { cwd: home });
  const archive = join(folder, JSON.parse(stdout)[0].filename);
  await writeFile(join(folder, 'package.json'), '{ "type": "module", "private": true }');
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await run('npm', ['install', ...options, archive, ...PROGRAMS], { cwd: folder });
  const shop = join(home, 'test/support/sells-anywhere.mjs');
  await copyFile(shop, join(folder, 'sells-anywhere.mjs'));
  await writeFile(
    join(folder, 'main.mjs'),
    `import { sellAnywhere } from './sells-anywhere.mjs';
console.log(JSON.stringify(await sellAnywhere(${JSON.stringify(store.url)})));\n`,
  );
}

function sellInNode(): Promise<string> {
  return output(process.execPath, ['main.mjs']);
}

async function sellInBun(): Promise<string> {
  return output(await find('@oven', 'bin/bun'), ['main.mjs']);
}

async function sellInDeno(): Promise<string> {
  const deno = await find('@deno', 'deno');
  return output(deno, [
    'run',
    '--no-remote',
    '--node-modules-dir=manual',
    '--allow-net',
    'main.mjs',
  ]);
}

/** Bundles a worker, and asks it to sell as a visitor does. */
async function sellInWorker({ url }: RunningStore): Promise<string> {
  await writeFile(
    join(folder, 'worker.mjs'),
    `import { sellAnywhere } from './sells-anywhere.mjs';
export default { fetch: async () => Response.json(await sellAnywhere(${JSON.stringify(url)})) };\n`,
  );
  await bundleWorker();
  const port = await freePort();
  await writeFile(join(folder, 'worker.capnp'), configuration(port));
  const workerd = await find('@cloudflare', 'bin/workerd');
  const child = spawn(workerd, ['serve', 'worker.capnp'], { cwd: folder, stdio: 'inherit' });
  try {
    return await ask(`http://127.0.0.1:${port}/`);
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
}

async function bundleWorker(): Promise<void> {
  await build({
    root: folder,
    logLevel: 'error',
    configFile: false,
    build: {
      outDir: 'worker',
      target: 'es2022',
      lib: { entry: join(folder, 'worker.mjs'), formats: ['es'], fileName: () => 'worker.js' },
    },
  });
}

function configuration(port: number): string {
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "shop", worker = .shop),
    (name = "network", network = (allow = ["private", "local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "shop")],
);
const shop :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker/worker.js")],
  compatibilityDate = "2026-01-01",
  globalOutbound = "network",
);
`;
}

/** Waits until the worker listens; returns its answer. */
async function ask(url: string): Promise<string> {
  for (const end = Date.now() + WORKER_STARTS_MS; ; ) {
    try {
      return await (await fetch(url)).text();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function output(program: string, args: string[]): Promise<string> {
  const env = { ...process.env, DENO_NO_UPDATE_CHECK: '1' };
  return (await run(program, args, { cwd: folder, env })).stdout;
}

/** Returns the path of a program in a package of this scope. */
async function find(scope: string, path: string): Promise<string> {
  const [name = ''] = await readdir(join(folder, 'node_modules', scope));
  return join(folder, 'node_modules', scope, name, path);
}
