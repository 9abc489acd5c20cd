import { execFile } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Snippet } from './guide-pages.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../..');
const TSX = join(root, 'node_modules/tsx/dist/cli.mjs');
/** Printed between the blocks of a page. */
const MARK = '\u001e';
const PAGE_TIMEOUT_MS = 120_000;

type Stage = { folder: string; environment: Record<string, string>; python: string | undefined };
type Language = {
  names: readonly string[];
  mark: string;
  command(stage: Stage, file: string): [string, ...string[]];
  extension: string;
};

const LANGUAGES: readonly Language[] = [
  {
    names: ['sh', 'bash'],
    mark: `printf '${MARK}'`,
    command: (_, file) => ['bash', '-eu', '-o', 'pipefail', file],
    extension: 'sh',
  },
  {
    names: ['ts', 'js'],
    mark: `console.log(${JSON.stringify(MARK)});`,
    command: (_, file) => [process.execPath, TSX, file],
    extension: 'mts',
  },
  {
    names: ['python'],
    mark: `print("${MARK}")`,
    command: ({ python }, file) => [python ?? 'python3', file],
    extension: 'py',
  },
];

/** Returns why a block is not run, or undefined if it is. */
export function reasonNotToRun({ language, info }: Snippet): string | undefined {
  if (!LANGUAGES.some(({ names }) => names.includes(language))) return 'no program';
  return /^no-run\b ?(.*)$/.exec(info)?.[1];
}

/** Makes the folder in which pages run: the TypeScript client can be imported there. */
export function openFolder(folder: string): void {
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  symlinkSync(join(root, 'sdks/typescript'), join(folder, 'node_modules/gigastore'));
}

/** Makes a folder for `PATH` with `gigastore`, which pages write in place of the npm script. */
export function makePrograms(folder: string): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  const [node, script] = [process.execPath, join(root, 'tools/gigastore.mjs')];
  writeFileSync(join(bin, 'gigastore'), `#!/bin/sh\nexec "${node}" "${script}" "$@"\n`, {
    mode: 0o755,
  });
  return bin;
}

/**
 * Runs the blocks of a page as they stand on it, those of a language in one program. A block named
 * by a file is saved under that name. Returns what each block has printed.
 */
export async function runPage(
  snippets: readonly Snippet[],
  stage: Stage,
  adapt: (code: string) => string,
): Promise<Map<Snippet, string>> {
  const printed = new Map<Snippet, string>();
  const running = snippets.filter((snippet) => reasonNotToRun(snippet) === undefined);
  for (const { info, code } of snippets) {
    const [, name] = /^\[(.+)\]$/.exec(info) ?? [];
    if (name) writeFileSync(join(stage.folder, name), adapt(code));
  }
  for (const language of LANGUAGES) {
    if (language.extension === 'py' && stage.python === undefined) continue;
    const own = running.filter(({ language: name, info }) => {
      return language.names.includes(name) && !info.startsWith('[');
    });
    if (own.length === 0) continue;
    const outputs = await runAll(
      own.map(({ code }) => adapt(code)),
      { language, stage },
    );
    for (const [index, snippet] of own.entries()) printed.set(snippet, outputs[index] ?? '');
  }
  return printed;
}

async function runAll(
  blocks: string[],
  { language, stage }: { language: Language; stage: Stage },
): Promise<string[]> {
  const file = join(stage.folder, `page.${language.extension}`);
  writeFileSync(file, blocks.map((block) => `${block}\n${language.mark}\n`).join(''));
  const [program, ...args] = language.command(stage, file);
  const { stdout } = await run(program, args, {
    cwd: stage.folder,
    env: { ...process.env, ...stage.environment },
    timeout: PAGE_TIMEOUT_MS,
    maxBuffer: 1e8,
  });
  return stdout.split(MARK);
}
