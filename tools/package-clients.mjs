// Packs the TypeScript client, the command line, the plug-in for apps and the bridge to Shopify, for
// npm to install from files. Argument: a folder, `release` without one.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureClientsBuilt, ensureInstalled } from './setup.mjs';

const root = join(import.meta.dirname, '..');
const folder = resolve(process.argv[2] ?? join(root, 'release'));
await ensureInstalled();
await ensureClientsBuilt();
run(process.execPath, 'sdks/cross-platform/tools/build.mjs');
run(process.execPath, 'integrations/shopify/tools/build.mjs');
mkdirSync(folder, { recursive: true });
const clients = ['./sdks/typescript', './sdks/cross-platform', './cli'];
const packages = [...clients, './integrations/shopify'];
run('npm', 'pack', '--silent', '--ignore-scripts', '--pack-destination', folder, ...packages);
console.log(`The archives are in ${folder}.`);

function run(program, ...args) {
  const { status } = spawnSync(program, args, { cwd: root, stdio: ['ignore', 'inherit', 2] });
  if (status !== 0) process.exit(1);
}
