import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';

/** The user that runs PostgreSQL; empty means our own. Fits the options of `spawn`. */
export type OsUser = { uid?: number; gid?: number };

const NOBODY = { uid: 65_534, gid: 65_534 };

/** PostgreSQL refuses to run as root: root runs it as the data's owner, otherwise as `nobody`. */
export function databaseUser(dataDirectory?: string): OsUser {
  if (process.getuid?.() !== 0) return {};
  const owner = dataDirectory && statSync(dataDirectory, { throwIfNoEntry: false });
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : nobody();
}

/** Returns whether the user can reach and run (for a directory: enter) the path. */
export function canExecute(user: OsUser, path: string): boolean {
  return spawnSync('test', ['-x', path], { ...user, stdio: 'ignore' }).status === 0;
}

/** Returns how a person knows the user: by name, if it has one, and by number. */
export function nameOf(uid: number): string {
  const line = readPasswd().find((entry) => entry.split(':')[2] === `${uid}`);
  return line ? `the user ${line.split(':')[0]} (${uid})` : `the user ${uid}`;
}

function nobody(): OsUser {
  const line = readPasswd().find((entry) => entry.startsWith('nobody:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  return line ? { uid: Number(uid), gid: Number(gid) } : NOBODY;
}

function readPasswd(): string[] {
  try {
    return readFileSync('/etc/passwd', 'utf8').split('\n');
  } catch {
    return [];
  }
}
