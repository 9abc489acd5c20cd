import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { followNpm } from './follow-npm.mjs';
import { ensureBuilt, ensureInstalled, root } from './setup.mjs';

followNpm();
await ensureInstalled();
await ensureBuilt();
const main = join(root, 'dist/main.js');
process.argv = [process.execPath, main, ...process.argv.slice(2)];
await import(pathToFileURL(main).href);
