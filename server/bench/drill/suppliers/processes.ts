import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SERVER = fileURLToPath(new URL('../../..', import.meta.url));

/** A program that is started again whenever it was killed. */
export type Killable = {
  url: string;
  /** Kills it, unless it is being started. Returns whether it did. */
  kill(): boolean;
  /** Ends it for good, after the start that is under way. */
  stop(): Promise<void>;
};

/** Starts a program, and starts it again with the same arguments after each kill. */
export async function startKillable(start: () => Promise<Running>): Promise<Killable> {
  let running = await start();
  let starting: Promise<void> | undefined;

  async function restart(): Promise<void> {
    await end(running.child);
    running = await start();
    starting = undefined;
  }

  return {
    url: running.url,
    kill() {
      if (starting) return false;
      starting = restart();
      return true;
    },
    async stop() {
      await starting;
      await end(running.child);
    },
  };
}

type Running = { child: ChildProcess; url: string };

/** Ends a program with this process, however it ends. */
function endWithDrill(child: ChildProcess): void {
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
}

/** Starts a server in live mode without a worker, and waits until it is ready. */
export async function startServer(env: Record<string, string>): Promise<Running> {
  const child = spawn(process.execPath, ['dist/main.js', 'serve'], {
    cwd: SERVER,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH ?? '', ...env },
  });
  endWithDrill(child);
  const lines = createInterface({ input: child.stdout });
  const url = await new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => {
      if (line.includes('"Gigastore is ready"')) resolve((JSON.parse(line) as { url: string }).url);
    });
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}.`)));
  });
  return { child, url };
}

/** Starts a worker, and waits until it works on orders. */
export async function startWorker(args: readonly string[]): Promise<Running> {
  const file = 'bench/drill/suppliers/worker.ts';
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
    cwd: SERVER,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  endWithDrill(child);
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`The worker ended with ${code}.`);
    }),
  ]);
  return { child, url: '' };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
