import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type KitStore, openKitStore } from '../../sdks/typescript/test/support/store.ts';
import { readBlocks } from '../../server/test/support/pasted.ts';

const TIMEOUT_MS = 180_000;
const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');

let kit: KitStore;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gigastore-installed-'));
  await writeFile(join(folder, 'package.json'), '{ "name": "shop", "private": true }');
  await run(process.execPath, [join(root, 'tools/package-clients.mjs'), folder]);
  const packages = await dependenciesOf(join(root, 'cli'));
  const pack = ['pack', '--ignore-scripts', '--pack-destination', folder];
  await run('npm', [...pack, ...packages]);
  const archives = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
  const install = ['install', '--offline', '--no-audit', '--no-fund'];
  await run('npm', [...install, ...archives.map((name: string) => join(folder, name))], {
    cwd: folder,
  });
  kit = await openKitStore();
}, TIMEOUT_MS);
afterAll(async () => {
  await kit.close();
  await rm(folder, { recursive: true, force: true });
}, TIMEOUT_MS);

/** Returns the folders of a package's dependencies, and of theirs. */
async function dependenciesOf(home: string, seen = new Set<string>()): Promise<string[]> {
  const { dependencies = {} } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8'));
  for (const name of Object.keys(dependencies)) {
    if (name === 'gigastore') continue;
    // A version of its own is beside the package; the others are at the root.
    const own = join(home, 'node_modules', name);
    const path = existsSync(own) ? own : join(root, 'node_modules', name);
    if (seen.has(path)) continue;
    seen.add(path);
    await dependenciesOf(path, seen);
  }
  return [...seen];
}

it('the packed command line has no sources and no tests', async () => {
  const home = join(folder, 'node_modules/@gigastore/cli');
  const names = (await readdir(home)).filter((name) => name !== 'node_modules');
  expect(names.sort()).toEqual([...['LICENSE', 'README.md', 'bin', 'dist', 'package.json']]);
});

it(
  'the packed command line runs its README in a fresh folder',
  async () => {
    const blocks = await readBlocks('cli/README.md', 'sh');
    expect(blocks.length).toBeGreaterThan(1);
    const { stdout } = await run('bash', ['-euc', blocks.join('\n')], {
      cwd: folder,
      env: {
        PATH: `${join(folder, 'node_modules/.bin')}:${process.env.PATH}`,
        HOME: folder,
        GIGASTORE_URL: kit.url,
      },
    });
    expect(stdout).toContain('LPA:1$');
    expect(stdout).toContain('esim.country_changed');
    expect(stdout).toContain('USD');
  },
  TIMEOUT_MS,
);

it('the packed bridge to Shopify starts, and says what it lacks', async () => {
  const bridge = join(folder, 'node_modules/.bin/gigastore-shopify');
  const env = { PATH: process.env.PATH, GIGASTORE_URL: kit.url };
  const failure = await run(bridge, { cwd: folder, env }).catch((error) => error);
  expect(failure).toMatchObject({ code: 1, stderr: 'Set SHOPIFY_SHOP.\n' });
});

it('the packed plug-in for apps is imported, and has its native parts', async () => {
  const text = `
    import { createWebApp, GigastoreAppError } from 'gigastore-app';
    const app = createWebApp();
    const error = await app.getAllProfiles().catch((error) => error);
    console.log(error instanceof GigastoreAppError, error.platformCode);`;
  await writeFile(join(folder, 'app.mjs'), text);
  const { stdout } = await run(process.execPath, ['app.mjs'], { cwd: folder });
  expect(stdout).toBe('true not_loaded\n');
  const names = await readdir(join(folder, 'node_modules/gigastore-app'));
  expect(names.sort()).toEqual([
    ...['LICENSE', 'README.md', 'android', 'dist', 'gigastore-app.podspec', 'ios'],
    'package.json',
  ]);
});

it('the packed command line says its version and that of no other program', async () => {
  const { stdout } = await run(join(folder, 'node_modules/.bin/gigastore'), ['--version']);
  const { version } = JSON.parse(await readFile(join(root, 'cli/package.json'), 'utf8'));
  expect(stdout).toBe(`${version}\n`);
});
