import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = join(import.meta.dirname, '../../checks');

/** Installs what only the test of the package needs, unless it is there already. */
export function installChecks(): void {
  const installed = join(folder, 'node_modules/.package-lock.json');
  const wanted = readFileSync(join(folder, 'package-lock.json'), 'utf8');
  if (existsSync(installed)) {
    const { packages } = JSON.parse(readFileSync(installed, 'utf8'));
    const { '': _, ...locked } = JSON.parse(wanted).packages;
    const isSame = Object.keys(locked).every(
      (path) => locked[path].version === packages[path]?.version,
    );
    if (isSame) return;
  }
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', args, { cwd: folder, stdio: ['ignore', 2, 2] });
}

/** Loads one of these packages. */
export async function loadCheck<Module>(name: string): Promise<Module> {
  const require = createRequire(join(folder, 'package.json'));
  const path = import.meta.resolve?.(name, pathToFileURL(join(folder, 'x.js')).href);
  return path ? import(path) : require(name);
}
