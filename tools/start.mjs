import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { followNpm } from './follow-npm.mjs';
import { runTypeScript } from './run-program.mjs';
import { dist, ensureBuilt, ensureInstalled } from './setup.mjs';
import { buildSites, servePortalSources } from './start-portal.mjs';

const args = process.argv.slice(2).filter((argument) => argument !== '--dev');
await ensureInstalled();
if (process.argv.includes('--dev')) {
  void servePortalSources();
  process.exitCode = await runTypeScript(['watch', 'server/src/main.ts', 'serve', ...args]);
} else {
  followNpm();
  await ensureBuilt();
  buildSites();
  const main = join(dist, 'main.js');
  process.argv = [process.execPath, main, 'serve', ...args];
  await import(pathToFileURL(main).href);
}
