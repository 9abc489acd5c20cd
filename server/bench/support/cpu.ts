import { readdir, readFile } from 'node:fs/promises';

/** The clock of /proc/<pid>/stat on Linux, whatever the kernel's own. */
const TICKS_PER_SECOND = 100;

/**
 * Returns the CPU time that the processes and their children have used, in microseconds, with
 * that of children which ended. Rates depend on what else the machine does; this hardly.
 */
export async function cpuMicros(pids: readonly number[]): Promise<number> {
  const stats = await readStats();
  let ticks = 0;
  for (const [pid, { parent, ticks: own }] of stats) {
    if (pids.includes(pid) || pids.includes(parent)) ticks += own;
  }
  return (ticks / TICKS_PER_SECOND) * 1e6;
}

async function readStats(): Promise<Map<number, { parent: number; ticks: number }>> {
  const stats = new Map<number, { parent: number; ticks: number }>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const text = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    // Behind the program's name, which may contain spaces: state, parent, …, times from the 12th.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const times = fields.slice(11, 15).map(Number);
    const ticks = times.reduce((sum, time) => sum + time, 0);
    if (times.length === 4) stats.set(Number(name), { parent: Number(fields[1]), ticks });
  }
  return stats;
}
