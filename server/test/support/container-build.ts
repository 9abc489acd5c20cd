import { execFile } from 'node:child_process';
import { copyFile, mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** One instruction of a Dockerfile, with its continued lines joined. */
type Instruction = { keyword: string; argument: string };

export type Stage = { name: string; instructions: Instruction[] };

/** Returns the stages of a Dockerfile; what stands before the first is left out. */
export function readStages(text: string): Stage[] {
  const lines = text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const stages: Stage[] = [];
  for (const line of lines) {
    const [, keyword = '', argument = ''] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
    if (keyword === 'FROM') {
      const [, name = String(stages.length)] = / AS (\S+)$/.exec(argument) ?? [];
      stages.push({ name, instructions: [] });
    } else stages.at(-1)?.instructions.push({ keyword, argument });
  }
  return stages;
}

export type Built = { root: string; workdir: string; environment: Record<string, string> };

type BuildOptions = {
  /** The directory that is sent to the engine. */
  context: string;
  /** A directory for the file systems of the stages. */
  into: string;
  /** Runs in place of a RUN instruction that would need the network. */
  replaceRun: (command: string, workdir: string) => Promise<boolean>;
};

/**
 * Runs the COPY and RUN instructions of the stages without an engine: each stage has a directory as
 * its file system, which absolute paths of COPY and WORKDIR lie in. Returns the stages by name.
 */
export async function build(
  stages: readonly Stage[],
  options: BuildOptions,
): Promise<Record<string, Built>> {
  const built: Record<string, Built> = {};
  for (const { name, instructions } of stages) {
    const root = join(options.into, name);
    await mkdir(root, { recursive: true });
    const stage: Built = { root, workdir: root, environment: {} };
    for (const instruction of instructions) await apply(instruction, { stage, built, options });
    built[name] = stage;
  }
  return built;
}

type Step = { stage: Built; built: Record<string, Built>; options: BuildOptions };

async function apply({ keyword, argument }: Instruction, step: Step): Promise<void> {
  const { stage, options } = step;
  switch (keyword) {
    case 'WORKDIR':
      stage.workdir = join(stage.root, argument);
      await mkdir(stage.workdir, { recursive: true });
      return;
    case 'ENV':
      for (const pair of argument.split(/\s+/)) {
        const [name = '', value = ''] = pair.split('=');
        stage.environment[name] = value;
      }
      return;
    case 'COPY':
      return copy(argument, step);
    case 'RUN':
      if (await options.replaceRun(argument, stage.workdir)) return;
      await run('sh', ['-c', argument], { cwd: stage.workdir, maxBuffer: 1e8 });
  }
}

async function copy(argument: string, { stage, built, options }: Step): Promise<void> {
  const words = argument.split(/\s+/);
  const [option = ''] = words;
  const [, from] = /^--from=(\S+)$/.exec(option) ?? [];
  const paths = from ? words.slice(1) : words;
  const target = paths.pop() ?? '';
  const place = target.startsWith('/') ? join(stage.root, target) : join(stage.workdir, target);
  const source = from ? built[from]?.root : options.context;
  if (source === undefined) throw new Error(`There is no stage ${from}.`);
  const isDirectory = target.endsWith('/') || paths.length > 1;
  for (const path of paths) {
    const name = isDirectory && path !== '.' ? join(place, path) : place;
    await copyTree(join(source, path), name);
  }
}

/** Copies a file, or all that is in a directory. `cp` of Node takes several times as long. */
async function copyTree(from: string, to: string): Promise<void> {
  const isFile = (await stat(from)).isFile();
  await mkdir(isFile ? dirname(to) : to, { recursive: true });
  await run('cp', ['-R', isFile ? from : `${from}/.`, to]);
}

/** Copies a directory without what its ignore file names, as it would be sent to an engine. */
export async function sendContext(from: string, ignored: string[], to: string): Promise<void> {
  const names = ignored.map((pattern) => pattern.replace('**/', ''));
  const isIgnored = (name: string, isTop: boolean) =>
    names.some((pattern, index) => {
      if (!isTop && !ignored[index]?.startsWith('**/')) return false;
      return pattern.startsWith('*') ? name.endsWith(pattern.slice(1)) : name === pattern;
    });
  await send('');

  async function send(path: string): Promise<void> {
    await mkdir(join(to, path), { recursive: true });
    for (const entry of await readdir(join(from, path), { withFileTypes: true })) {
      if (isIgnored(entry.name, path === '')) continue;
      const inside = join(path, entry.name);
      if (entry.isDirectory()) await send(inside);
      else if (entry.isFile()) await copyFile(join(from, inside), join(to, inside));
    }
  }
}
