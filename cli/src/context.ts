import { setTimeout as delay } from 'node:timers/promises';
import type { Command } from 'commander';
import { Gigastore, isGigastoreError } from 'gigastore';
import { EXIT, Failure } from './exit-codes.ts';
import { createPrinter, type Printer } from './print.ts';
import { findProfile, type Profile } from './settings.ts';

/** The client, the printer and the profile of a command. */
export type Context = { client: Gigastore; print: Printer; profile: Required<Profile> };

type Options = { json?: boolean; profile?: string; watch?: boolean };

const WATCH_MS = 2_000;
const CLEAR_SCREEN = '\u001b[2J\u001b[H';

/**
 * Returns an action that has a client of the chosen profile; `run` gets the arguments of commander.
 */
export function withClient<Args extends unknown[]>(
  run: (context: Context, ...args: Args) => Promise<void>,
): (...args: unknown[]) => Promise<void> {
  return async (...args) => {
    const command = args.at(-1) as Command;
    const { json = false, profile: name, watch } = command.optsWithGlobals<Options>();
    const profile = findProfile(name);
    if (!profile) {
      throw new Failure('There is no login. Run: gigastore login', EXIT.login);
    }
    const client = clientOf(profile);
    const print = createPrinter(json);
    await run({ client, print, profile }, ...(args as Args));
    while (watch) {
      await delay(WATCH_MS);
      if (process.stdout.isTTY && !json) process.stdout.write(CLEAR_SCREEN);
      await run({ client, print, profile }, ...(args as Args));
    }
  };
}

export function clientOf({ url, clientId, clientSecret }: Required<Profile>): Gigastore {
  return new Gigastore({ baseUrl: url, clientId, clientSecret });
}

/** Returns the exit code and the message of a failure. */
export function explain(error: unknown): { message: string; exitCode: number } {
  if (error instanceof Failure) return { message: error.message, exitCode: error.exitCode };
  if (isGigastoreError(error, 'connection_failed', 'timed_out', 'unexpected_answer')) {
    const message = `${error.message}\nIs the address right, and is the store running?`;
    return { message, exitCode: EXIT.unreachable };
  }
  if (isGigastoreError(error, 'invalid_credentials')) {
    const message = 'The store does not accept this key. Run: gigastore login';
    return { message, exitCode: EXIT.login };
  }
  if (isGigastoreError(error)) {
    const parts = error.errors.map(({ path, message }) => `\n  ${path}: ${message}`).join('');
    const message = `${error.code}: ${error.message}${parts}\nRequest ${error.requestId}`;
    return { message, exitCode: EXIT.refused };
  }
  return {
    message: error instanceof Error ? error.message : String(error),
    exitCode: EXIT.refused,
  };
}
