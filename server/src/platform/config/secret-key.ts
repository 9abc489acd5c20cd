import { randomBytes, randomUUID } from 'node:crypto';
import { access, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './settings.ts';

const KEY_BYTES = 32;

/**
 * Returns the key that encrypts secrets at rest: the configured one, or in sandbox mode one that is
 * made once and kept in the home folder beside the database that it protects.
 */
export async function readSecretKey(
  config: Pick<Config, 'secretKey' | 'home'>,
  { mayCreate = true } = {},
): Promise<Buffer> {
  if (config.secretKey) return config.secretKey;
  const path = secretKeyPath(config.home);
  if (mayCreate) await createOnce(path);
  else await requireFile(path);
  const key = Buffer.from(await readFile(path, 'utf8'), 'base64');
  if (key.length !== KEY_BYTES) throw new Error(`${path} does not hold a key of 32 bytes.`);
  return key;
}

/** Returns the file that keeps a generated key. */
export function secretKeyPath(home: string): string {
  return join(home, 'secret-key');
}

/** A second key would be useless: the secrets in the database are encrypted with the first. */
async function requireFile(path: string): Promise<void> {
  try {
    await access(path);
  } catch {
    throw new Error(
      `${path} is missing, and the secrets in this database were encrypted with the key in it. ` +
        'Restore the file, or set GIGASTORE_SECRET_KEY to that key.',
    );
  }
}

/** The file is linked and not written in place, so neither of two first starts reads half a key. */
async function createOnce(path: string): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true });
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, randomBytes(KEY_BYTES).toString('base64'), { mode: 0o600 });
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft);
  }
}
