import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const main = join(import.meta.dirname, '../../dist/main.js');

export type Outcome = { code: number | null; stdout: string; stderr: string };
export type Started = { child: ChildProcess; output: () => string; ended: Promise<Outcome> };

/** Starts the command line in a process of its own. */
export function start(args: string[], environment: Record<string, string>): Started {
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  const ended = once(child, 'close').then(([code]) => ({ code, stdout, stderr }));
  return { child, output: () => stdout + stderr, ended };
}
