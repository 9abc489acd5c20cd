// Compiles the bridge into dist, which runs with Node and the TypeScript client only.
import { spawnSync } from 'node:child_process';
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const home = join(import.meta.dirname, '..');
const root = join(home, '../..');
const compiler = join(root, 'node_modules/typescript/bin/tsc');
rmSync(join(home, 'dist'), { recursive: true, force: true });
copyFileSync(join(root, 'LICENSE'), join(home, 'LICENSE'));
// Types are the business of `npm run check`.
const options = { cwd: home, stdio: ['ignore', 2, 2] };
process.exitCode = spawnSync(process.execPath, [compiler, '--noCheck'], options).status ?? 1;
