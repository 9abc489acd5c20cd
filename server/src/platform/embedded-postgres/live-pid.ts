import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';

const hasProc = existsSync('/proc/self/stat');

/** Returns whether a process with this id runs now, ours or not. A zombie no longer runs. */
export function isAlive(pid: number): boolean {
  if (hasProc) return !['', 'Z', 'X'].includes(statFields(pid)[0] ?? '');
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Returns when the process began, as text: IDs are used again, IDs with their start are not. */
export function bornAt(pid: number): string {
  if (hasProc) return statFields(pid)[19] ?? '';
  return spawnSync('ps', ['-o', 'lstart=', '-p', `${pid}`], { encoding: 'utf8' }).stdout ?? '';
}

/**
 * Returns whether the process is a PostgreSQL of this data directory (PostgreSQL works inside it).
 */
export function isPostgresOf(pid: number, dataDirectory: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform === 'win32') return true;
  if (!hasProc) {
    const ps = spawnSync('ps', ['-o', 'command=', '-p', `${pid}`], { encoding: 'utf8' });
    return (ps.stdout ?? '').includes(dataDirectory);
  }
  const program = attempt(() => readlinkSync(`/proc/${pid}/exe`)) ?? '';
  const directory = attempt(() => readlinkSync(`/proc/${pid}/cwd`));
  return /\/postgres( \(deleted\))?$/.test(program) && directory === dataDirectory;
}

/** Ids of all PostgreSQL processes of the directory; none where the system has no /proc. */
export function postgresPidsOf(dataDirectory: string): number[] {
  if (!hasProc) return [];
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => isPostgresOf(pid, dataDirectory));
}

/**
 * Returns the fields of /proc/<pid>/stat after the name, which may hold spaces and brackets itself.
 */
function statFields(pid: number): string[] {
  const text = attempt(() => readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? '';
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
