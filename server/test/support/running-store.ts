import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { storeProgram } from './store-program.ts';

const SERVER = fileURLToPath(new URL('../..', import.meta.url));

/** A whole store in a process of its own, as `npm start` runs it. */
export type RunningStore = {
  url: string;
  pid: number;
  /** Kills it, as a power failure would. */
  kill(): Promise<void>;
  /** Stops it. Returns its exit code. */
  stop(): Promise<number | null>;
  /** Sends it a signal, and does not wait. */
  signal(name: NodeJS.Signals): void;
  /** Resolves with its exit code when it has ended for any reason. */
  exitCode: Promise<number | null>;
};

/**
 * Starts a store on this home and any free port, and waits until it is ready. It has a database of
 * its own there, unless `environment`, which adds to ours, says another.
 */
export async function startStore(
  home: string,
  environment: Record<string, string> = {},
): Promise<RunningStore> {
  const child = spawn(process.execPath, [await storeProgram(), 'serve'], {
    cwd: SERVER,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PORT: '0',
      GIGASTORE_HOME: home,
      GIGASTORE_RATE_LIMIT: 'off',
      GIGASTORE_LOG_LEVEL: 'info',
      DATABASE_URL: '',
      ...environment,
    },
  });
  endWithTests(child);
  const url = await readyUrl(child);
  const exitCode = once(child, 'exit').then(([code]) => code as number | null);
  return {
    url,
    pid: child.pid as number,
    async kill() {
      child.kill('SIGKILL');
      await exitCode;
    },
    stop() {
      child.kill('SIGTERM');
      return exitCode;
    },
    signal: (name) => child.kill(name),
    exitCode,
  };
}

/** Ends a store whose test cannot close it, because the hook that opened it failed. */
function endWithTests(child: ChildProcess): void {
  const end = () => child.kill('SIGTERM');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
}

/** The store logs one line, with its address, when it is ready. */
async function readyUrl(child: ChildProcess): Promise<string> {
  const received: string[] = [];
  child.stderr?.on('data', (text: Buffer) => received.push(text.toString()));
  if (!child.stdout) throw new Error('the store has no output');
  const lines = createInterface({ input: child.stdout });
  const ready = new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => {
      received.push(line);
      if (line.includes('"Gigastore is ready"')) resolve((JSON.parse(line) as { url: string }).url);
    });
    child.on('exit', (code) =>
      reject(new Error(`the store ended (${code}): ${received.join('\n')}`)),
    );
  });
  return ready;
}
