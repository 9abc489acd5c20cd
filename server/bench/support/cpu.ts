import { readdir, readFile } from 'node:fs/promises';

/** The clock of /proc/<pid>/stat on Linux, whatever the kernel's own. */
const TICKS_PER_SECOND = 100;
export const TICK_MICROS = 1e6 / TICKS_PER_SECOND;

type Stat = { parent: number; ticks: number };

/**
 * Returns the CPU time that the process and its children have used, in microseconds, with that of
 * children which ended. Rates depend on what else the machine does; this hardly.
 */
export async function cpuMicros(pid: number): Promise<number> {
  const family = await readFamily(pid);
  const ticks = [...family.values()].reduce((sum, one) => sum + one.ticks, 0);
  return ticks * TICK_MICROS;
}

/**
 * A child that ends while the others are read is counted by neither: its parent was read before,
 * and it is gone when its turn comes. So everything is read again until nobody has come or gone.
 */
async function readFamily(pid: number): Promise<Map<number, Stat>> {
  for (let before = await readOnce(pid); ; ) {
    const after = await readOnce(pid);
    const isSame = after.size === before.size && [...after.keys()].every((one) => before.has(one));
    if (isSame) return after;
    before = after;
  }
}

async function readOnce(pid: number): Promise<Map<number, Stat>> {
  const stats = new Map<number, Stat>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const text = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    // Behind the program's name, which may contain spaces: state, parent, …, times from the 12th.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const parent = Number(fields[1]);
    const ticks = fields.slice(11, 15).reduce((sum, time) => sum + Number(time), 0);
    if (Number(name) === pid || parent === pid) stats.set(Number(name), { parent, ticks });
  }
  return stats;
}
