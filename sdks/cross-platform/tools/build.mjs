// Builds the plug-in for apps into dist/, as ES modules with their types.
import { spawnSync } from 'node:child_process';
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nameBuiltFiles } from '../../tools/name-built-files.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const home = fileURLToPath(new URL('..', import.meta.url));
const dist = join(home, 'dist');
rmSync(dist, { recursive: true, force: true });
// Types are the business of `npm run check`.
const flags = ['--noCheck', '--noEmit', 'false', '--declaration', '--outDir', dist];
const sources = ['--rootDir', 'src', '-p', 'tsconfig.build.json'];
const args = [join(root, 'node_modules/typescript/bin/tsc'), ...sources, ...flags];
const { status } = spawnSync(process.execPath, args, { cwd: home, stdio: ['ignore', 2, 2] });
if (status !== 0) process.exit(1);
nameBuiltFiles(dist);
copyFileSync(join(root, 'LICENSE'), join(home, 'LICENSE'));
