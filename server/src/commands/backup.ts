import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { recordBackup } from '../platform/backups/index.ts';
import type { Config } from '../platform/config/config.ts';
import { readSecretKey, secretKeyPath } from '../platform/config/secret-key.ts';
import { VERSION } from '../platform/config/version.ts';
import { backUpEmbedded, restoreEmbedded } from '../platform/embedded-postgres/index.ts';
import { type Command, UsageError } from './command.ts';
import { withStore } from './open-store.ts';

const DATA = 'data';
const MANIFEST = 'backup.json';
const SECRET_KEY = 'secret-key';
const FORMAT = 1;

type Manifest = { format: number; version: string; finishedAt: string; password: string };

/** `gigastore backup` */
export const backup: Command = {
  about: `Copies the embedded database and its secret key into a new directory inside --to while
the store keeps selling. The copy contains everything that was committed when it ended. Protect it
like the store itself. An external database (DATABASE_URL) is backed up with its own tools, see
docs/running/backup.md; use --record afterwards to record that backup, so that the alert on the age
of the last backup stays quiet.`,
  options: {
    to: { value: '<directory>', help: 'The directory in which the backup is created' },
    record: { help: 'Only record a backup that was made with other tools' },
  },
  run: ({ config, optionalText, isOn, now }) =>
    withStore(config, async ({ db }) => {
      if (isOn('record')) {
        await recordBackup(db, {});
        return { text: 'The backup is recorded.', json: { recorded: true } };
      }
      const parent = optionalText('to');
      if (!parent) throw new UsageError('--to is required.');
      if (config.databaseUrl) throw new Error(EXTERNAL_DATABASE);
      const path = join(parent, `gigastore-${now().toISOString().replaceAll(':', '')}`);
      const bytes = await write(config, path, now);
      await recordBackup(db, { bytes });
      return { text: `${path} (${bytes} bytes)`, json: { path, bytes } };
    }),
};

const EXTERNAL_DATABASE =
  'DATABASE_URL names a database that gigastore does not run. Back it up with pg_dump or your ' +
  'provider, keep GIGASTORE_SECRET_KEY with it, and record it with gigastore backup --record.';

async function write(config: Config, path: string, now: () => Date): Promise<number> {
  const partial = `${path}.partial`;
  await mkdir(partial, { recursive: true, mode: 0o700 });
  try {
    const { bytes, password } = await backUpEmbedded(config.home, join(partial, DATA));
    const key = await readSecretKey(config, { mayCreate: false });
    await writeFile(join(partial, SECRET_KEY), key.toString('base64'), { mode: 0o600 });
    const finishedAt = now().toISOString();
    const manifest: Manifest = { format: FORMAT, version: VERSION, finishedAt, password };
    await writeFile(join(partial, MANIFEST), JSON.stringify(manifest, null, 2), { mode: 0o600 });
    await rename(partial, path);
    return bytes;
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

/** `gigastore restore` */
export const restore: Command = {
  about: `Creates the embedded database of GIGASTORE_HOME and its secret key from a directory that
gigastore backup has written. Refused if GIGASTORE_HOME already has a database. Run gigastore audit
afterwards. Sales made after the backup are lost: docs/running/backup.md says what to tell
resellers.`,
  options: {
    from: { value: '<directory>', help: 'The directory of the backup', isRequired: true },
  },
  async run({ config, text }) {
    if (config.databaseUrl) throw new Error(EXTERNAL_DATABASE);
    const from = text('from');
    const { format, password, finishedAt } = await readManifest(from);
    if (format !== FORMAT) throw new Error(`${from} was written by a newer version.`);
    await restoreEmbedded(config.home, { from: join(from, DATA), password });
    await cp(join(from, SECRET_KEY), secretKeyPath(config.home));
    const result = `Restored ${config.home} to ${finishedAt}. Run gigastore audit.`;
    return { text: result, json: { home: config.home, finishedAt } };
  },
};

async function readManifest(from: string): Promise<Manifest> {
  try {
    return JSON.parse(await readFile(join(from, MANIFEST), 'utf8')) as Manifest;
  } catch {
    throw new Error(`${from} is not a directory that gigastore backup has written.`);
  }
}
