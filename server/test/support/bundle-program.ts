import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'vite';

const SERVER = join(import.meta.dirname, '../..');

/**
 * Writes the program and all that it imports, also of packages, into one file of this folder, and
 * returns its path. Node loads the file in a fraction of the processor time of its modules.
 */
export async function bundleProgram(program: string, folder: string): Promise<string> {
  await build({
    root: SERVER,
    configFile: false,
    logLevel: 'error',
    plugins: [placesOfSources],
    ssr: { noExternal: true },
    build: {
      ssr: program,
      outDir: folder,
      emptyOutDir: false,
      copyPublicDir: false,
      minify: false,
      target: 'node20',
      rolldownOptions: {
        output: {
          entryFileNames: '[name].mjs',
          chunkFileNames: '[name]-[hash].mjs',
          // `tsyringe`, by which passkeys are read, looks for `reflect-metadata` as it loads.
          strictExecutionOrder: true,
        },
      },
    },
  });
  return join(folder, basename(program).replace(/\.[jt]s$/, '.mjs'));
}

/** Sources find files by their own place, which a bundle keeps as they had it. */
const placesOfSources: Plugin = {
  name: 'places-of-sources',
  transform: {
    filter: { code: /import\.meta|__dirname|__filename/ },
    handler: (code, id) =>
      code
        .replaceAll(/\bimport\.meta\.dirname\b|\b__dirname\b/g, JSON.stringify(dirname(id)))
        .replaceAll(/\b__filename\b/g, JSON.stringify(id))
        .replaceAll(/\bimport\.meta\.url\b/g, JSON.stringify(pathToFileURL(id).href)),
  },
};
