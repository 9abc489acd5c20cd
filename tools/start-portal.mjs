import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './setup.mjs';

/**
 * Builds the portal and then the guides if their sources have changed. The API answers meanwhile.
 */
export function buildSites() {
  return run(['tools/build-sites.mjs']);
}

/** Serves the portal's sources and reloads the page on every change; asks the store at `PORT`. */
export async function servePortalSources() {
  const port = Number(process.env.PORT || 3000);
  await new Promise((resolve) => run(['portal/tools/generate.mjs']).on('close', resolve));
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  return run([vite, 'portal', '--port', String(port + 1), '--clearScreen', 'false'], {
    GIGASTORE_DEV_API: `http://127.0.0.1:${port}`,
  });
}

/** Runs a program that ends with this process. Its output goes to the error output. */
function run(args, environment = {}) {
  const env = { ...process.env, ...environment };
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 2, 2] });
  process.on('exit', () => child.kill());
  return child;
}
