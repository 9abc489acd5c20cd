import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';

/** Which way sales go: through the account's lane, or one transaction for each request. */
export type ServerKind = 'lane' | 'single';
/** Processes of one store must read each other's keys. */
export const SECRET = randomBytes(32).toString('hex');

export type BenchServer = { url: string; pid: number; stop(): Promise<void> };

/** Starts the HTTP application in a process of its own, as in production. */
export function startBenchServer(databaseUrl: string, kind: ServerKind): Promise<BenchServer> {
  return startChild('bench/server.ts', [databaseUrl, kind, SECRET]);
}

/** Runs a bench program that sends its address once it listens, and ends it by its id. */
export async function startChild(file: string, args: readonly string[]): Promise<BenchServer> {
  const child = fork(file, args, { execArgv: ['--import', 'tsx'] });
  const message = once(child, 'message').then(([url]) => url as string);
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${file} ended with ${code} before it listened`);
  });
  const url = await Promise.race([message, ended]);
  ended.catch(() => {});
  return {
    url,
    pid: child.pid as number,
    async stop() {
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
    },
  };
}
