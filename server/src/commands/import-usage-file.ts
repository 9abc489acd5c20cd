import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createUsageLane } from '../commerce/usage/index.ts';
import {
  chargeFiles,
  listUsageFileErrors,
  receiveFile,
  selectUsageFile,
  type UsageFile,
} from '../commerce/usage-files/index.ts';
import type { Database } from '../platform/db/database.ts';
import { type Command, UsageError } from './command.ts';
import { withStore } from './open-store.ts';

const ERRORS_SHOWN = 100;
const LOOK_EVERY_MS = 500;

/** `gigastore import-usage-file` */
export const importUsageFileCommand: Command = {
  about: `Takes a file with the usage of a carrier's eSIMs and charges it. How it is read is the
format of the carrier's usage files. A line that was counted before, in whatever file, is not
counted again, so the command can be repeated. Lines that are not charged are listed with their
reasons.`,
  options: {
    file: { value: '<path>', help: 'The file, also packed by gzip', isRequired: true },
    carrier: { value: '<name>', help: 'The carrier, as named in data plans', isRequired: true },
  },
  run: ({ config, text, now }) => {
    const [path, carrier] = [text('file'), text('carrier')];
    if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(carrier)) {
      throw new UsageError(`--carrier ${carrier} is not the name of a carrier.`);
    }
    return withStore(config, async ({ db }) => {
      const fileName = basename(path).slice(0, 255);
      const incoming = { carrier, fileName, source: 'command' as const };
      const received = await receiveFile({ db }, { ...incoming, chunks: open(path) });
      if (!received) throw new Error(`${path} was taken by another process.`);
      const file = await chargeToEnd(db, received, now);
      const errors = await listUsageFileErrors(db, file.id, { after: 0, limit: ERRORS_SHOWN });
      const { countedBytes, ...shown } = file;
      return {
        text: [
          describe(file),
          ...errors.map(({ line, reason }) => `  line ${line}: ${reason}`),
        ].join('\n'),
        json: { ...shown, countedBytes: Number(countedBytes), errors },
        isFailure: file.state === 'failed',
      };
    });
  },
};

async function* open(path: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(path) as AsyncIterable<Buffer>;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new Error(`${path} cannot be read (${code}).`);
  }
}

/** A worker may have begun with the file, and is waited for. */
async function chargeToEnd(db: Database, { id }: UsageFile, now: () => Date): Promise<UsageFile> {
  const usageLane = createUsageLane({ db, realNow: now });
  let complaint: unknown;
  const onError = (error: unknown) => {
    complaint = error;
  };
  for (;;) {
    await chargeFiles({ db, usageLane, onError }, { id });
    if (complaint) throw complaint;
    const file = await selectUsageFile(db, id);
    if (!file) throw new Error('the file was deleted while it was charged');
    if (file.endedAt) return file;
    await delay(LOOK_EVERY_MS);
  }
}

function describe(file: UsageFile): string {
  const { carrier, fileName, fault, counted, repeated, rejected, countedBytes } = file;
  if (fault !== null) return `${carrier}: ${fileName} is not charged. ${fault}`;
  const records = counted === 1 ? '1 record' : `${counted} records`;
  return (
    `${carrier}: ${records} with ${countedBytes} bytes charged, ${repeated} counted before, ` +
    `${rejected} rejected.`
  );
}
