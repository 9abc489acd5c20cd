// Builds the package into dist/: ES modules and CommonJS, each with its types.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nameBuiltFiles } from '../../tools/name-built-files.mjs';
import './generate.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const home = fileURLToPath(new URL('..', import.meta.url));
const dist = join(home, 'dist');
/** Built aside and moved, so that a killed build leaves the old one. */
const next = join(home, `.next-dist-${process.pid}`);
const KINDS = [
  ['esm', 'module', []],
  [
    'cjs',
    'commonjs',
    [
      ...['--module', 'commonjs', '--moduleResolution', 'bundler'],
      ...['--verbatimModuleSyntax', 'false'],
    ],
  ],
];

for (const [folder, type, flags] of KINDS) {
  const out = join(next, folder);
  compile([...flags, '--outDir', out]);
  nameBuiltFiles(out);
  writeFileSync(join(out, 'package.json'), `${JSON.stringify({ type })}\n`);
}
const old = join(home, `.old-dist-${process.pid}`);
if (existsSync(dist)) renameSync(dist, old);
renameSync(next, dist);
rmSync(old, { recursive: true, force: true });
copyFileSync(join(root, 'LICENSE'), join(home, 'LICENSE'));

function compile(flags) {
  // Types are the business of `npm run check`.
  const options = ['--noEmit', 'false', '--declaration', '--noCheck', '--rootDir', 'src'];
  const args = [join(root, 'node_modules/typescript/bin/tsc'), '-p', home, ...options, ...flags];
  const { status } = spawnSync(process.execPath, args, { cwd: home, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error('The client does not compile (see above).');
}
