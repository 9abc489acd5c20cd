import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBlocks } from '../../../server/test/support/pasted.ts';
import { ensureClientsBuilt } from '../../../tools/setup.mjs';
import { installChecks, loadCheck } from './support/checks.ts';
import { type KitStore, openKitStore } from './support/store.ts';

type Publint = { publint(options: { pkgDir: string }): Promise<{ messages: unknown[] }> };
type AreTheTypesWrong = {
  createPackageFromTarballData(data: Uint8Array): unknown;
  checkPackage(data: unknown): Promise<{ problems: { resolutionKind?: string }[] }>;
};

const run = promisify(execFile);
const TIMEOUT_MS = 120_000;
/** The limit of the compressed code that a page needs to sell. */
const LARGEST_SALE_BYTES = 12 * 1024;
/** The same of a page that shows how to install an eSIM. */
const LARGEST_INSTALL_BYTES = 3 * 1024;
const home = join(import.meta.dirname, '..');
const root = join(home, '../..');

let kit: KitStore;
let folder: string;
let archive: string;

beforeAll(async () => {
  installChecks();
  await ensureClientsBuilt();
  folder = await mkdtemp(join(tmpdir(), 'gigastore-shop-'));
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: home,
  });
  archive = join(folder, JSON.parse(stdout)[0].filename);
  await writeFile(join(folder, 'package.json'), '{ "name": "shop", "private": true }');
  await run('npm', ['install', '--offline', archive], { cwd: folder });
  kit = await openKitStore();
}, TIMEOUT_MS);
afterAll(async () => {
  await kit.close();
  await rm(folder, { recursive: true, force: true });
}, TIMEOUT_MS);

/** Runs a program in the folder of the shop, which has the package and nothing else. */
async function runInShop(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text);
  const env = { ...process.env, GIGASTORE_URL: kit.url };
  return (await run(process.execPath, [name], { cwd: folder, env })).stdout;
}

/** Returns what a page loads for this program, minified. */
async function bundle(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text);
  const output = await build({
    root: folder,
    logLevel: 'error',
    configFile: false,
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: join(folder, name), formats: ['es'] },
      minify: true,
    },
  });
  const [result] = Array.isArray(output) ? output : [output];
  if (!result || !('output' in result)) throw new Error('Nothing was bundled.');
  return result.output[0].code;
}

const SALE = `
  import { Gigastore } from 'gigastore';
  globalThis.sell = async (baseUrl, accessToken) => {
    const gigastore = new Gigastore({ baseUrl, accessToken });
    const { items } = await gigastore.inventory.list({ country_set: 'WWW', active: true });
    return gigastore.customers.register({ inventoryItemId: items[0].id });
  };
`;

describe('the package', () => {
  it('is sound for publint', async () => {
    const { publint } = await loadCheck<Publint>('publint');
    const { messages } = await publint({ pkgDir: join(folder, 'node_modules/gigastore') });
    expect(messages).toEqual([]);
  });

  it(
    'has right types for every way to import it',
    async () => {
      const { checkPackage, createPackageFromTarballData } =
        await loadCheck<AreTheTypesWrong>('@arethetypeswrong/core');
      const { problems } = await checkPackage(
        createPackageFromTarballData(await readFile(archive)),
      );
      // Resolution as before Node 12 knows no `exports`; what it cannot find are the subpaths.
      const modern = problems.filter(({ resolutionKind }) => resolutionKind !== 'node10');
      expect(modern).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it('depends on nothing and runs no scripts when it is installed', async () => {
    const path = join(folder, 'node_modules/gigastore/package.json');
    const { dependencies, scripts } = JSON.parse(await readFile(path, 'utf8'));
    expect(dependencies).toBeUndefined();
    expect(Object.keys(scripts)).toEqual(['build']);
  });

  it(
    'runs its README in a fresh folder',
    async () => {
      const blocks = await readBlocks('sdks/typescript/README.md', 'js');
      const output = await runInShop('readme.mjs', blocks.join('\n'));
      expect(output).toContain('LPA:1$');
      expect(output).toContain('524288000');
    },
    TIMEOUT_MS,
  );

  it('is loaded by require() as well', async () => {
    const text = `
      const { Gigastore } = require('gigastore');
      const { fetchWebhook } = require('gigastore/webhooks');
      const { phoneOf } = require('gigastore/sandbox');
      const { deviceOf } = require('gigastore/install');
      const baseUrl = process.env.GIGASTORE_URL;
      const client = new Gigastore({ baseUrl, clientId: 'demo-client', clientSecret: 'demo-secret' });
      client.credits.get().then(({ balance }) => {
        const kinds = [fetchWebhook, phoneOf, deviceOf].map((one) => typeof one);
        console.log(balance.currencyCode, ...kinds);
      });`;
    expect(await runInShop('shop.cjs', text)).toBe('USD function function function\n');
  });

  it('weighs at most 12 KB for a sale, compressed', async () => {
    const code = await bundle('sale.js', SALE);
    const bytes = gzipSync(code, { level: 9 }).length;
    console.log(`A sale weighs ${bytes} bytes.`);
    expect(bytes).toBeLessThanOrEqual(LARGEST_SALE_BYTES);
  });

  it('weighs at most 3 KB for a page that installs, compressed', async () => {
    const text = `
      import { deviceOf, installationOf, qrSvg } from 'gigastore/install';
      globalThis.show = (profile) => [
        installationOf(profile, deviceOf(navigator)),
        qrSvg(profile.activationCode, { label: '' }),
      ];`;
    const bytes = gzipSync(await bundle('install.js', text), { level: 9 }).length;
    console.log(`A page that installs weighs ${bytes} bytes.`);
    expect(bytes).toBeLessThanOrEqual(LARGEST_INSTALL_BYTES);
  });

  it('needs nothing but what workers and pages have', async () => {
    const code = await bundle('worker.js', SALE);
    const { accessToken } = await kit.client().auth.authenticate();
    const web = {
      ...{ fetch, URL, Headers, Request, Response, AbortController, crypto, performance },
      ...{ TextEncoder, TextDecoder, btoa, atob, setTimeout, clearTimeout },
    };
    const context = createContext(web);
    runInContext(code, context);
    const { sell } = context as { sell: (...args: string[]) => Promise<{ status: string }> };
    expect((await sell(kit.store.url, accessToken)).status).toBe('success');
  });

  it('imports nothing of Node, so that Bun, Deno and workers load it', async () => {
    const dist = join(folder, 'node_modules/gigastore/dist/esm');
    const names = (await readdir(dist, { recursive: true })).filter((name) => name.endsWith('.js'));
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) {
      const code = await readFile(join(dist, name), 'utf8');
      const imported = [...code.matchAll(/(?:from|import|require)\s*\(?\s*['"]([^'"]+)['"]/g)];
      const foreign = imported
        .map(([, path = '']) => path)
        .filter((path) => !/^\.\.?\//.test(path));
      expect({ name, foreign }).toEqual({ name, foreign: [] });
      expect(code, name).not.toMatch(/\b(process|Buffer|__dirname)\b\s*[.[(]/);
    }
  });

  it('works with the real Express', async () => {
    const path = pathToFileURL(join(home, 'checks/node_modules/express/index.js')).href;
    const text = `
      import { createHmac } from 'node:crypto';
      import express from ${JSON.stringify(path)};
      import { expressWebhook } from 'gigastore/webhooks';
      const key = 'a secret of thirty-two characters';
      const app = express();
      const secret = 'whsec_' + Buffer.from(key).toString('base64');
      app.post('/hooks', expressWebhook({ secret, onEvent: ({ type }) => console.log(type) }));
      const server = app.listen(0, '127.0.0.1', async () => {
        const body = JSON.stringify({ type: 'credits.low', id: 'e', sequence: 1, data: {} });
        const at = Math.floor(Date.now() / 1000);
        const digest = createHmac('sha256', key).update('m1.' + at + '.' + body).digest('base64');
        const headers = { 'webhook-id': 'm1', 'webhook-timestamp': String(at) };
        const url = 'http://127.0.0.1:' + server.address().port + '/hooks';
        const send = (signature) =>
          fetch(url, { method: 'POST', body, headers: { ...headers, 'webhook-signature': signature } });
        console.log((await send('v1,' + digest)).status, (await send('v1,AAAA')).status);
        server.closeAllConnections();
        server.close();
      });`;
    expect(await runInShop('express.mjs', text)).toBe('credits.low\n204 401\n');
  });
});

describe('the types', () => {
  const compilers = ['node_modules/typescript', 'portal/node_modules/typescript'];
  it.each(compilers)(
    'say what is right and wrong, for the compiler of %s',
    async (compiler) => {
      const source = await readFile(join(import.meta.dirname, 'types-of-a-shop.ts'), 'utf8');
      for (const name of ['shop.mts', 'shop.cts']) await writeFile(join(folder, name), source);
      const config = {
        compilerOptions: {
          ...{ module: 'nodenext', target: 'es2022', strict: true, noEmit: true, types: [] },
          lib: ['es2023', 'dom', 'dom.iterable', 'dom.asynciterable'],
        },
        files: ['shop.mts', 'shop.cts'],
      };
      await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
      const tsc = join(root, compiler, 'bin/tsc');
      const { stdout } = await run(process.execPath, [tsc, '-p', folder]).catch((error) => error);
      expect(stdout).toBe('');
    },
    TIMEOUT_MS,
  );
});
