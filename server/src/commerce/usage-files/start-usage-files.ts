import { setTimeout as delay } from 'node:timers/promises';
import { type ChargeParts, chargeFiles } from './charge-file.ts';
import { takeFolder } from './take-folder.ts';

const LOOK_EVERY_MS = 1_000;
const FOLDER_EVERY = 5;

type Log = { warn(facts: object, message: string): void };

export type UsageFilesOptions = Omit<ChargeParts, 'onError'> & {
  /** Where carriers drop files; undefined: nowhere. */
  folder: string | undefined;
  /** The time of the folder's file system, in milliseconds. */
  now: () => number;
  log: Log;
};

export type UsageFiles = { stop(): Promise<void> };

/** Takes the files of the folder and charges all that wait, until it is stopped. */
export function startUsageFiles({ folder, now, log, ...parts }: UsageFilesOptions): UsageFiles {
  const stopping = new AbortController();
  const { signal } = stopping;
  const onFileError = (err: unknown, fileId: string) =>
    log.warn({ err, fileId }, 'usage file waits to be charged');
  let complaint: string | undefined;
  const ended = run();

  async function run(): Promise<void> {
    for (let round = 0; !signal.aborted; round += 1) {
      if (folder !== undefined && round % FOLDER_EVERY === 0) await look(folder);
      await chargeFiles({ ...parts, onError: onFileError }, { signal }).catch(warn);
      await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  async function look(path: string): Promise<void> {
    let last: string | undefined;
    const onError = (err: unknown, at: string) => {
      last = `${at}: ${String(err)}`;
      if (last !== complaint) log.warn({ err, path: at }, 'usage file cannot be taken');
    };
    await takeFolder({ db: parts.db, folder: path, now, onError }).catch((err) =>
      onError(err, path),
    );
    complaint = last;
  }

  function warn(err: unknown): void {
    log.warn({ err }, 'usage files wait to be charged');
  }

  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}
