import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'vite';

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
  const path = built.get(file) ?? bundle(file);
  built.set(file, path);
  return spawn(process.execPath, [await path, ...args], { cwd: SERVER, ...options });
}

/**
 * Writes the program and all that it imports, except for packages, into one file, and returns its
 * path. The file starts in a third of the processor time that the sources take.
 */
async function bundle(file: string): Promise<string> {
  await build({
    root: SERVER,
    configFile: false,
    logLevel: 'error',
    plugins: [placesOfSources],
    build: {
      ssr: join(import.meta.dirname, file),
      outDir: BUILT,
      emptyOutDir: false,
      copyPublicDir: false,
      minify: false,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: '[name].mjs' } },
    },
  });
  process.once('exit', () => rmSync(BUILT, { recursive: true, force: true }));
  return join(BUILT, file.replace(/\.ts$/, '.mjs'));
}

/** Sources find files by their own place, which a bundle keeps as they had it. */
const placesOfSources: Plugin = {
  name: 'places-of-sources',
  transform: {
    filter: { code: 'import.meta' },
    handler: (code, id) =>
      code
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(id)))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href)),
  },
};
