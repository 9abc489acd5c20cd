import { constants } from 'node:fs';
import {
  chmod,
  copyFile,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';

const OTHERS_MAY_WRITE = 0o022;
const STICKY = 0o1000;

/**
 * Directories that may hold a runnable copy, best first. /tmp is last: it may be swept by age while
 * a server still runs from it.
 */
export function cacheDirectories(): string[] {
  const uid = process.getuid?.();
  const own = uid === 0 ? '/var/cache/gigastore' : join(homedir(), '.cache', 'gigastore');
  return [own, join(tmpdir(), `gigastore-cache-${uid ?? 'user'}`)];
}

/**
 * Copies the packaged binaries into `cache` once, adds the links that the blocked install script
 * would have made, and gives the copy's directory. A copy, because the package may lie where the
 * database's user cannot enter; undefined when `cache` is not safely ours.
 */
export async function runtimeCopy(
  native: string,
  label: string,
  cache: string,
): Promise<string | undefined> {
  if (!(await isOurs(cache))) return undefined;
  const copy = join(cache, label);
  if (await exists(join(copy, 'bin'))) return copy;
  const partial = await mkdtemp(join(cache, 'partial-'));
  try {
    await copyTree(native, partial);
    await linkLibraries(native, partial);
    await rename(partial, copy);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    if (!(await exists(join(copy, 'bin')))) throw error;
  }
  return copy;
}

/**
 * Returns whether only the owner can write to the directory, and so place or replace a binary
 * there.
 */
async function isOurs(directory: string): Promise<boolean> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o755 });
    const found = await lstat(directory);
    const uid = process.getuid?.();
    if (uid === undefined) return true;
    if (!found.isDirectory() || found.uid !== uid || found.mode & OTHERS_MAY_WRITE) return false;
    return await hasSafeParents(directory);
  } catch {
    return false;
  }
}

async function hasSafeParents(directory: string): Promise<boolean> {
  for (let path = dirname(resolve(directory)); ; path = dirname(path)) {
    const { mode } = await stat(path);
    if (mode & 0o002 && !(mode & STICKY)) return false;
    if (path === dirname(path)) return true;
  }
}

async function copyTree(from: string, to: string): Promise<void> {
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) {
      await mkdir(target);
      await copyTree(source, target);
    } else if (entry.isFile() && !entry.name.endsWith('.a')) {
      await copyFile(source, target, constants.COPYFILE_FICLONE);
      await chmod(target, basename(from) === 'bin' ? 0o755 : 0o644);
    }
  }
}

async function linkLibraries(native: string, copy: string): Promise<void> {
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(text) as { source: string; target: string }[];
  for (const link of links) {
    const source = join(copy, relative('native', link.source));
    const target = join(copy, relative('native', link.target));
    if (await exists(target)) continue;
    await symlink(relative(dirname(target), source), target);
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
