import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Command } from 'commander';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureClientsBuilt } from '../../tools/setup.mjs';
import { createProgram } from '../src/program.ts';
import { start } from './support/run.ts';

const TIMEOUT_MS = 120_000;
const run = promisify(execFile);

beforeAll(() => ensureClientsBuilt(), TIMEOUT_MS);

const all = (command: Command): Command[] => [command, ...command.commands.flatMap(all)];
const pathOf = (command: Command): string =>
  command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();
const commands = all(createProgram()).map((command) => [pathOf(command), command] as const);

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part) });
  command.outputHelp();
  return text;
}

/** The words of a line of an example, as a shell would split them. */
function wordsOf(line: string): string[] {
  const [call = ''] = line.trim().split(' > ');
  const words = call.split(' >> ')[0]?.match(/"[^"]*"|\S+/g) ?? [];
  return words.slice(1).map((word) => word.replaceAll('"', ''));
}

describe('the help', () => {
  it.each(commands)('of %s says what it does, with examples that are right', async (_, command) => {
    const help = helpOf(command);
    expect(command.description()).not.toBe('');
    expect(help).toMatch(/\nExamples?:\n {2}gigastore /);
    const part = help.slice(help.search(/\nExamples?:\n/)).split('\n\n')[0] ?? '';
    const lines = part.split('\n').filter((line) => line.startsWith('  gigastore '));
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      const program = createProgram();
      let ran: string | undefined;
      for (const one of all(program)) {
        one.exitOverride().configureOutput({ writeErr: () => {}, writeOut: () => {} });
        if (one.commands.length === 0) {
          one.action(() => {
            ran = pathOf(one);
          });
        }
      }
      await program.parseAsync(wordsOf(line), { from: 'user' });
      expect(ran, line).toBeDefined();
    }
  });

  it('describes every argument and option', () => {
    const silent = commands.flatMap(([path, { options, registeredArguments }]) =>
      [...options, ...registeredArguments]
        .filter(({ description }) => !description)
        .map((one) => `${path} ${one.name()}`),
    );
    expect(silent).toEqual([]);
  });

  it('names every exit code that there is, as the guide does', async () => {
    const { EXIT } = await import('../src/exit-codes.ts');
    const [[, program]] = commands as [[string, Command]];
    const help = helpOf(program);
    const path = new URL('../../docs/clients/command-line.md', import.meta.url);
    const guide = await readFile(path, 'utf8');
    for (const code of Object.values(EXIT)) {
      expect(help).toContain(`${code} `);
      expect(guide).toContain(`\n| ${code} | `);
    }
  });
});

describe('completions', () => {
  it.each(['bash', 'zsh', 'fish'])('for %s name the commands', async (shell) => {
    const { code, stdout } = await start(['completion', shell], {}).ended;
    expect(code).toBe(0);
    for (const word of ['listen', 'forward-to', 'inventory', 'refund', 'package.expired'])
      expect(stdout).toContain(word);
  });

  it.each([
    [['inv'], ['inventory', 'invoices']],
    [['inventory', 'p'], ['price']],
    [['--profile', 'sell', 'inventory', 'i'], ['import']],
    [
      ['trigger', 'package.ex'],
      ['package.expiring', 'package.expired'],
    ],
    [['simulate', '8997212330099184896', 'tr'], ['travel']],
    [['--profile', 'x'], []],
  ])('of bash after %j are %j', async (typed, expected) => {
    const { stdout: script } = await start(['completion', 'bash'], {}).ended;
    const words = ['gigastore', ...typed].map((word) => `"${word}"`).join(' ');
    const ask = `${script}\nCOMP_WORDS=(${words}); COMP_CWORD=${typed.length}; _gigastore
      echo "\${COMPREPLY[@]}"`;
    const { stdout } = await run('bash', ['-c', ask]);
    expect(stdout.split(/\s+/).filter(Boolean)).toEqual(expected);
  });
});

it('a clone knows each of these commands', async () => {
  const text = await readFile(new URL('../../tools/gigastore.mjs', import.meta.url), 'utf8');
  for (const command of createProgram().commands) expect(text).toContain(`'${command.name()}'`);
});

it('colours appear on a terminal only, and never with NO_COLOR', async () => {
  const { paint } = await import('../src/print.ts');
  const { isTTY } = process.stdout;
  const { NO_COLOR } = process.env;
  try {
    delete process.env.NO_COLOR;
    process.stdout.isTTY = true;
    expect(paint('red', 'no')).toBe('\u001b[31mno\u001b[39m');
    process.env.NO_COLOR = '1';
    expect(paint('red', 'no')).toBe('no');
    delete process.env.NO_COLOR;
    process.stdout.isTTY = false;
    expect(paint('red', 'no')).toBe('no');
  } finally {
    process.stdout.isTTY = isTTY;
    if (NO_COLOR !== undefined) process.env.NO_COLOR = NO_COLOR;
  }
});
