import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { followNpm } from './follow-npm.mjs';
import { dist, ensureBuilt, ensureInstalled } from './setup.mjs';

followNpm();
await ensureInstalled();
await ensureBuilt();
const main = join(dist, 'main.js');
process.argv = [process.execPath, main, ...process.argv.slice(2)];
await import(pathToFileURL(main).href);
