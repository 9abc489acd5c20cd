import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { alone, dist, ensureBuilt } from '../../../tools/setup.mjs';
import { bundleProgram } from './bundle-program.ts';

const KEPT = join(import.meta.dirname, '../../node_modules/.cache/gigastore-store');

/**
 * Returns the file that Node runs for the commands of the store: what `npm start` compiles, with
 * all that it imports, in few files. A store loads them in a fraction of the processor time.
 */
export async function storeProgram(): Promise<string> {
  await ensureBuilt();
  const digest = readFileSync(join(dist, '.built-from'), 'utf8');
  const folder = join(KEPT, digest);
  const program = join(folder, 'main.mjs');
  if (!existsSync(program)) {
    await alone(async () => {
      if (existsSync(program)) return;
      const next = join(KEPT, `next-${process.pid}`);
      rmSync(KEPT, { recursive: true, force: true });
      await bundleProgram(join(dist, 'main.js'), next);
      renameSync(next, folder);
    }, 'store');
  }
  return program;
}
