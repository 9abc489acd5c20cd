import { statSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The portal as it was built: the same place seen from `src/` and from the compiled `dist/`. */
export const SITE = fileURLToPath(new URL('../../../../portal/dist/', import.meta.url));

/**
 * Returns whether the site has this file. Asked on every request, because a build may end at any
 * time.
 */
export function hasFile(name: string): boolean {
  const path = normalize(join(SITE, name));
  if (name === '' || name.includes('\0') || !path.startsWith(SITE)) return false;
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
