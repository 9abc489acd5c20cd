import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config.ts';

const KEY_BYTES = 32;

/**
 * The key that encrypts secrets at rest: the configured one, or in sandbox mode one that is made
 * once and kept in the home folder beside the database that it protects.
 */
export async function readSecretKey(config: Config): Promise<Buffer> {
  if (config.secretKey) return config.secretKey;
  const path = join(config.home, 'secret-key');
  await createOnce(path);
  const key = Buffer.from(await readFile(path, 'utf8'), 'base64');
  if (key.length !== KEY_BYTES) throw new Error(`${path} does not hold a key of 32 bytes.`);
  return key;
}

/** Linked and not written in place: of two first starts, neither reads a half-written key. */
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
