import { join } from 'node:path';
import { dist, ensureBuilt } from '../../../tools/setup.mjs';

/**
 * Returns the file that Node runs for the commands of the store, compiled as `npm start` compiles
 * it. It starts in two thirds of the time that the sources take.
 */
export async function storeProgram(): Promise<string> {
  await ensureBuilt();
  return join(dist, 'main.js');
}
