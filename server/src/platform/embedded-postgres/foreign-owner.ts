import { type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedError } from './embedded-error.ts';
import { nameOf, type OsUser } from './os-user.ts';

/**
 * Throws `EmbeddedError` if the data belongs to another user than the one that runs PostgreSQL,
 * as after a copy that lost its owner. PostgreSQL itself says no more than "Permission denied".
 */
export function refuseForeignData(dataDirectory: string, user: OsUser): void {
  const uid = user.uid ?? process.getuid?.();
  if (uid === undefined) return;
  const found = [dataDirectory, join(dataDirectory, 'PG_VERSION')];
  const foreign = found.map(ownerOf).find((owner) => owner !== undefined && owner.uid !== uid);
  if (!foreign) return;
  const group = user.gid ?? process.getgid?.() ?? uid;
  throw new EmbeddedError(
    `The data in ${dataDirectory} belongs to ${nameOf(foreign.uid)}, but PostgreSQL runs here as ` +
      `${nameOf(uid)}. A copy loses its owner unless it is made with "cp -a" by root. Give it to ` +
      `the right one: chown -R ${uid}:${group} ${dataDirectory}`,
  );
}

/** Returns the hint for a path that cannot be used because it is another user's; or nothing. */
export function ownerHint(path: string): string {
  const uid = process.getuid?.();
  const owner = ownerOf(path);
  if (uid === undefined || owner === undefined || owner.uid === uid) return '';
  return (
    ` It belongs to ${nameOf(owner.uid)}, and this process runs as ${nameOf(uid)}: run it as the ` +
    `owner, or give it away with chown -R ${uid}:${process.getgid?.() ?? uid} ${path}`
  );
}

/** Undefined where nothing is, or where the process may not look. */
function ownerOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}
