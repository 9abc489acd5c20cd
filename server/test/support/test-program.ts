import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundleProgram } from './bundle-program.ts';

const SERVER = join(import.meta.dirname, '../..');
/** Below the packages of the server, which the programs import. */
const BUILT = join(SERVER, `node_modules/.cache/gigastore-test-programs/${process.pid}`);
const built = new Map<string, Promise<string>>();

/** Starts a program of this folder, such as `order-worker.ts`, as a process of its own. */
export async function startTestProgram(
  file: string,
  args: readonly string[],
  options: SpawnOptions,
): Promise<ChildProcess> {
  if (built.size === 0) process.once('exit', () => rmSync(BUILT, { recursive: true, force: true }));
  const path = built.get(file) ?? bundleProgram(join(import.meta.dirname, file), BUILT);
  built.set(file, path);
  return spawn(process.execPath, [await path, ...args], { cwd: SERVER, ...options });
}
