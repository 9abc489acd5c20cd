import { readArchive, verifyArchive, writeArchive } from '../backoffice/archive/index.ts';
import { type Call, type Command, UsageError } from './command.ts';
import { withStore } from './open-store.ts';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const from = { value: '<directory>', help: 'The directory of the archive', isRequired: true };

/** `gigastore archive` */
export const archive: Command = {
  about: `Copies the ledger, the audit log and the usage records of whole months (UTC) into a new
directory: a gzip file of JSON lines for each table and month, and manifest.json with the number of
rows and the SHA-256 of each file. Reads every file back before it writes the manifest. Nothing is
deleted from the database. The files contain what the books contain: protect them like a backup.`,
  options: {
    to: { value: '<directory>', help: 'The directory to create', isRequired: true },
    since: { value: '<YYYY-MM>', help: 'The first month; the oldest by default' },
    before: { value: '<YYYY-MM>', help: 'The month before which it ends; this one by default' },
  },
  run: (call) =>
    withStore(call.config, async ({ db }) => {
      const thisMonth = call.now().toISOString().slice(0, 7);
      const before = monthOf(call, 'before') ?? thisMonth;
      if (before > thisMonth) throw new UsageError(`--before is at most ${thisMonth}.`);
      const months = { since: monthOf(call, 'since'), before };
      const json = await writeArchive(db, call.text('to'), { months, now: call.now() });
      const rows = json.files.reduce((sum, file) => sum + file.rows, 0);
      return { text: `${rows} rows in ${json.files.length} files, read back.`, json };
    }),
};

function monthOf({ optionalText }: Call, option: string): string | undefined {
  const month = optionalText(option);
  if (month !== undefined && !MONTH.test(month)) throw new UsageError(`--${option} is YYYY-MM.`);
  return month;
}

/** `gigastore verify-archive` */
export const verifyArchiveCommand: Command = {
  about: `Checks every file of an archive against its manifest: the SHA-256, the number of rows, and
that each row is JSON. Prints what is wrong, and then exits with 1. Needs no database.`,
  options: { from },
  async run({ text }) {
    const faults = await verifyArchive(text('from'));
    const isFailure = faults.length > 0;
    return {
      text: isFailure ? faults.join('\n') : 'Every file is as it was written.',
      json: { faults },
      isFailure,
    };
  },
};

/** `gigastore read-archive` */
export const readArchiveCommand: Command = {
  about: `Prints the rows of a table from an archive, one JSON object a line, the oldest month
first. Needs no database.`,
  options: {
    from,
    table: {
      value: '<table>',
      help: 'transfers, audit_log or usage_records',
      isRequired: true,
    },
    month: { value: '<YYYY-MM>', help: 'Only this month' },
  },
  async run(call) {
    const asked = { table: call.text('table'), month: monthOf(call, 'month') };
    for await (const line of readArchive(call.text('from'), asked)) call.say(line);
    return undefined;
  },
};
