import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommandLine } from '../src/commands/index.ts';
import { createCarriers, importedCarrier } from '../src/connectivity/carriers/index.ts';
import { schema } from '../src/platform/config/environment.ts';
import { readSnippets } from './support/guide-pages.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFile(join(root, path), 'utf8');
const folder = 'docs/running';
const pages = (await readdir(join(root, folder))).map((name) => `${folder}/${name}`);
/** Variables of the files in `deploy`, which no program of ours reads. */
const OF_DEPLOY = ['GIGASTORE_DOMAIN', 'GIGASTORE_IMAGE', 'GIGASTORE_UPSTREAMS'];
const VARIABLES = [...Object.keys(schema.shape), ...OF_DEPLOY];

/** Returns the code of a page: its blocks, and what stands in lines; continued lines are joined. */
async function codeOf(page: string): Promise<string[]> {
  const prose = (await read(page)).replace(/^ *```.*\n[\s\S]*?^ *```$/gm, '');
  const inLines = [...prose.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
  const code = [...blocksOf(page).map((block) => block.code), ...inLines];
  return code.map((each) => each.replace(/\\\n\s*/g, ' '));
}

const blocksOf = (page: string) => readSnippets(page.replace('docs/', ''));

const INVOCATION =
  /(?:^|[(;]|&& )\s*(?:\S*bin\/)?(?:gigastore|node \S*main\.js) ([a-z][a-z-]*)(.*)/gm;

async function invocationsOf(page: string) {
  const found = (await codeOf(page)).flatMap((code) => [...code.matchAll(INVOCATION)]);
  return found.map(([, command = '', words = '']) => ({
    command,
    options: words.match(/--[a-z-]+/g) ?? [],
  }));
}

async function helpOf(command: string): Promise<string> {
  const said: string[] = [];
  const code = await runCommandLine([command, '--help'], {
    carriers: createCarriers([], importedCarrier),
    now: () => new Date(),
    isTerminal: false,
    say: (text) => said.push(text),
    complain: (text) => said.push(text),
    version: '0',
    readConfig: () => {
      throw new Error('--help reads no configuration');
    },
  });
  expect([command, code, said.join('\n')]).toEqual([command, 0, expect.any(String)]);
  return said.join('\n');
}

/** The first help of `serve` loads the server. */
const TIMEOUT_MS = 120_000;

describe('the pages on running the store', () => {
  it.each(pages)(
    '%s names commands and options that exist',
    async (page) => {
      for (const { command, options } of await invocationsOf(page)) {
        const help = await helpOf(command);
        const unknown = options.filter((option) => !help.includes(option));
        expect([command, unknown]).toEqual([command, []]);
      }
    },
    TIMEOUT_MS,
  );

  it.each(pages)('%s names environment variables that exist', async (page) => {
    const named = (await read(page)).match(/\b(GIGASTORE|DATABASE)_[A-Z_]+\b/g) ?? [];
    const isKnown = (name: string) =>
      name.endsWith('_')
        ? VARIABLES.some((each) => each.startsWith(name))
        : VARIABLES.includes(name);
    expect(named.filter((name) => !isKnown(name))).toEqual([]);
  });

  it.each(pages)('%s names files of the repository that exist', async (page) => {
    const named = (await read(page)).match(/\bdeploy\/[\w./-]*\w/g) ?? [];
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it.each(pages)('%s has blocks that a shell can read', (page) => {
    for (const { language, code } of blocksOf(page)) {
      if (!['sh', 'bash'].includes(language)) continue;
      const { status, stderr } = spawnSync('bash', ['-n'], { input: code });
      expect([status, String(stderr), code]).toEqual([0, '', code]);
    }
  });
});
