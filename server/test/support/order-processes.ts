import type { ChildProcess } from 'node:child_process';
import { startTestProgram } from './test-program.ts';

/** Starts a program of this folder as a process of its own, and waits until it has started. */
export async function startProgram(file: string, args: readonly string[]): Promise<ChildProcess> {
  const program = await startTestProgram(file, args, {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  await new Promise((resolve) => program.stdout?.once('data', resolve));
  return program;
}

/** Kills a process with SIGKILL. */
export async function kill(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const ended = new Promise((resolve) => program.once('exit', resolve));
  program.kill('SIGKILL');
  await ended;
}

type Answer = { key: string; refused?: string };

/**
 * Asks a seller to sell under each of the keys until `count` of them are sold, and returns those.
 * A key that a killed seller has not let go of is asked for again.
 */
export function sellThrough(
  seller: ChildProcess,
  { keys, count }: { keys: readonly string[]; count: number },
): Promise<Set<string>> {
  const sold = new Set<string>();
  return new Promise((resolve, reject) => {
    function onAnswer({ key, refused }: Answer) {
      if (refused === 'idempotency_key_in_progress') return void seller.send(key);
      if (refused !== undefined) return reject(new Error(`The sale was refused: ${refused}`));
      sold.add(key);
      if (sold.size < count) return;
      seller.off('message', onAnswer);
      resolve(sold);
    }
    seller.on('message', onAnswer);
    for (const key of keys) seller.send(key);
  });
}
