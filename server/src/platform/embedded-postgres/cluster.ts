import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cluster } from './cluster-parts.ts';
import { EmbeddedError } from './embedded-error.ts';
import { refuseForeignData } from './foreign-owner.ts';
import { initialize } from './initialize.ts';
import { type EmbeddedVersion, findInstallation } from './installation.ts';
import { canExecute, databaseUser } from './os-user.ts';
import { type ClusterRecord, DATA_NAME, readRecord, recordPath, writeRecord } from './record.ts';

/** Where data goes when the database's user cannot enter the home (root's own directory). */
const SHARED_DIRECTORY = '/var/lib/gigastore';

/** Finds PostgreSQL and the home's data, which is made when there is none yet. */
export async function openCluster(
  home: string,
  version: EmbeddedVersion,
  durable: boolean,
): Promise<Cluster> {
  const record = readRecord(home) ?? (await newRecord(home));
  const user = databaseUser(record.dataDirectory);
  refuseForeignData(record.dataDirectory, user);
  const major = dataMajor(record.dataDirectory);
  const installation = await findInstallation(version, user, major ?? Number(version));
  const cluster = { home, user, installation, record };
  if (major === undefined) await initialize(cluster, durable);
  else refuseOtherMajor(record.dataDirectory, major, installation.major);
  return cluster;
}

async function newRecord(home: string): Promise<ClusterRecord> {
  const dataDirectory = join(await dataParent(home), DATA_NAME);
  if (existsSync(dataDirectory)) {
    throw new EmbeddedError(
      `${recordPath(home)} is missing, which holds the password of the data in ` +
        `${dataDirectory}. Restore it, or move that directory away to begin anew.`,
    );
  }
  const record = { password: randomBytes(24).toString('base64url'), dataDirectory };
  await writeRecord(home, record);
  return record;
}

/** Returns where the data goes: the home, unless the database's user cannot enter it. */
export async function dataParent(home: string): Promise<string> {
  const user = databaseUser();
  if (user.uid === undefined) return home;
  await chmod(home, 0o711);
  if (canExecute(user, home)) return home;
  const shared = join(SHARED_DIRECTORY, randomBytes(8).toString('hex'));
  await mkdir(shared, { recursive: true, mode: 0o711 });
  return realpath(shared);
}

function dataMajor(dataDirectory: string): number | undefined {
  const path = join(dataDirectory, 'PG_VERSION');
  return existsSync(path) ? Number.parseInt(readFileSync(path, 'utf8'), 10) : undefined;
}

function refuseOtherMajor(dataDirectory: string, found: number, running: number): void {
  if (found === running) return;
  throw new EmbeddedError(
    `The data in ${dataDirectory} was made by PostgreSQL ${found}, but this is PostgreSQL ` +
      `${running}, which cannot read it. Start with PostgreSQL ${found}, choose another ` +
      'GIGASTORE_HOME, or move the data with pg_dump.',
  );
}
