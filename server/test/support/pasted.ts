import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { storeProgram } from './store-program.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../..');
const server = join(root, 'server');

/** Returns the blocks of a document in this language, in order. */
export async function readBlocks(path: string, language: string): Promise<string[]> {
  const text = await readFile(join(root, path), 'utf8');
  const blocks = text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'));
  return [...blocks].map(([, block = '']) => block);
}

/** Returns a port that nothing listens on. */
export async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => listener.once('listening', resolve));
  const address = listener.address();
  await new Promise((resolve) => listener.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('there is no free port');
  return address.port;
}

/**
 * Makes a folder for `PATH` with the programs that pages assume: `gigastore`, compiled, and
 * `oathtool`, which not every machine has.
 */
export async function makePrograms(folder: string): Promise<string> {
  const bin = join(folder, 'bin');
  await mkdir(bin, { recursive: true });
  const node = JSON.stringify(process.execPath);
  const tsx = JSON.stringify(join(root, 'node_modules/tsx/dist/esm/index.mjs'));
  const programs = {
    gigastore: `exec ${node} ${await storeProgram()} "$@"`,
    oathtool: `exec ${node} --import ${tsx} ${server}/test/support/print-totp.ts "$@"`,
  };
  for (const [name, line] of Object.entries(programs)) {
    await writeFile(join(bin, name), `#!/bin/sh\n${line}\n`);
    await chmod(join(bin, name), 0o755);
  }
  return bin;
}

export type Session = {
  folder: string;
  environment?: Record<string, string>;
  /** What the page says, and what the test says in its place. */
  replacements?: readonly (readonly [string, string])[];
};

/** Pastes the blocks into one shell, which ends what it has started. Returns its output lines. */
export async function paste(blocks: readonly string[], session: Session): Promise<string[]> {
  const { folder, environment = {}, replacements = [] } = session;
  const text = replacements.reduce((sofar, [from, to]) => {
    if (!sofar.includes(from)) throw new Error(`The page does not say ${from}.`);
    return sofar.replaceAll(from, () => to);
  }, blocks.join('\n'));
  const end = "trap 'kill $(jobs -p) 2>/dev/null || true; wait' EXIT\n";
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', end + text], {
    cwd: folder,
    env: { ...process.env, ...environment },
    maxBuffer: 1e8,
  });
  return stdout.trimEnd().split('\n');
}
