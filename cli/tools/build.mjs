// Builds the command line into cli/dist.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dist = join(root, 'cli/dist');
/** Built aside and moved, so that a killed build leaves the old one. */
const next = join(root, `cli/.next-dist-${process.pid}`);
// Types are the business of `npm run check`.
const flags = ['--noCheck', '--noEmit', 'false', '--rootDir', 'cli/src', '--outDir', next];
const args = ['node_modules/typescript/bin/tsc', '-p', 'cli/tsconfig.build.json', ...flags];
const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] });
if (status !== 0) process.exit(1);
const old = join(root, `cli/.old-dist-${process.pid}`);
if (existsSync(dist)) renameSync(dist, old);
renameSync(next, dist);
rmSync(old, { recursive: true, force: true });
copyFileSync(join(root, 'LICENSE'), join(root, 'cli/LICENSE'));
