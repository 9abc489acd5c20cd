import { chmod, chown, cp, mkdir, readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { dataParent } from './cluster.ts';
import { EmbeddedError } from './embedded-error.ts';
import { lockHome } from './home-lock.ts';
import { databaseUser, type OsUser } from './os-user.ts';
import { DATA_NAME, readRecord, writeRecord } from './record.ts';

/**
 * Makes the database of a home from a copy that `backUpEmbedded` has made. Throws `EmbeddedError`
 * when the home has a database already: what is there is never replaced.
 */
export async function restoreEmbedded(
  path: string,
  { from, password }: { from: string; password: string },
): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  const home = await realpath(path);
  const unlock = lockHome(home);
  try {
    if (readRecord(home)) {
      throw new EmbeddedError(
        `${home} has a database already. Move it away, or set GIGASTORE_HOME to a new directory.`,
      );
    }
    const dataDirectory = join(await dataParent(home), DATA_NAME);
    await cp(from, dataDirectory, { recursive: true, errorOnExist: true, force: false });
    await chmod(dataDirectory, 0o700);
    await giveTo(databaseUser(), dataDirectory);
    await writeRecord(home, { password, dataDirectory });
  } finally {
    unlock();
  }
}

async function giveTo(user: OsUser, path: string): Promise<void> {
  if (user.uid === undefined || user.gid === undefined) return;
  await chown(path, user.uid, user.gid);
  for (const entry of await readdir(path, { withFileTypes: true, recursive: true })) {
    await chown(join(entry.parentPath, entry.name), user.uid, user.gid);
  }
}
