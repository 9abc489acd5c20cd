import { randomUUID } from 'node:crypto';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { EmbeddedError } from './embedded-error.ts';
import { bornAt, isAlive } from './live-pid.ts';

type Holder = { pid: number; born: string };

const TAKEOVER_MS = 5_000;

/**
 * Makes this process the only one that runs the database of `home`; returns the function that
 * releases it. A lock of a process that has ended is taken over, also when its id is in use again.
 */
export function lockHome(home: string): () => void {
  const path = lockPath(home);
  const claim = `${path}.${randomUUID()}`;
  const holder: Holder = { pid: process.pid, born: bornAt(process.pid) };
  writeFileSync(claim, JSON.stringify(holder));
  try {
    if (!tryLink(claim, path)) takeOver(home, path, claim);
  } finally {
    rmSync(claim, { force: true });
  }
  return () => rmSync(path, { force: true });
}

/** Returns whether a process, running or not, locked the home and has not released it. */
export function wasLocked(home: string): boolean {
  return existsSync(lockPath(home));
}

function lockPath(home: string): string {
  return join(home, 'embedded.lock');
}

function takeOver(home: string, path: string, claim: string): void {
  refuseIfHeld(home, path);
  const turn = `${path}.takeover`;
  if (!tryTurn(turn)) throw alreadyRunning(home, undefined);
  try {
    refuseIfHeld(home, path);
    rmSync(path, { force: true });
    if (!tryLink(claim, path)) refuseIfHeld(home, path);
  } finally {
    rmdirSync(turn);
  }
}

/** Two processes that find the same dead lock must not remove each other's new one. */
function tryTurn(turn: string): boolean {
  try {
    const age = Date.now() - statSync(turn).mtimeMs;
    if (age > TAKEOVER_MS) rmdirSync(turn);
  } catch {}
  try {
    mkdirSync(turn);
    return true;
  } catch {
    return false;
  }
}

function tryLink(claim: string, path: string): boolean {
  try {
    linkSync(claim, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function refuseIfHeld(home: string, path: string): void {
  const holder = readHolder(path);
  if (!holder || !isAlive(holder.pid) || bornAt(holder.pid) !== holder.born) return;
  throw alreadyRunning(home, holder.pid);
}

function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

function alreadyRunning(home: string, pid: number | undefined): EmbeddedError {
  const who = pid === undefined ? '' : ` (pid ${pid})`;
  return new EmbeddedError(`another gigastore is already running on ${home}${who}`);
}
