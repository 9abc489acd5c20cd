import { readFile } from 'node:fs/promises';
import { importProfiles, SANDBOX_CARRIER } from '../connectivity/carriers/index.ts';
import { type Command, UsageError } from './command.ts';
import { withStore } from './open-store.ts';

/** `gigastore import-profiles` */
export const importProfilesCommand: Command = {
  about: `Adds the eSIM profiles of a CSV file to a carrier's stock. If a line is wrong, nothing is
imported and every wrong line is listed. A header line with iccid, imsi and activation_code may
give the columns in any order, and other columns are ignored; without a header, a line has these
three values in this order. Data plans of the carrier are sold with these profiles.`,
  options: {
    file: { value: '<path>', help: 'The CSV file, in UTF-8', isRequired: true },
    carrier: { value: '<name>', help: 'The carrier of the profiles; "imported" by default' },
  },
  run: async ({ config, text, optionalText }) => {
    const carrier = optionalText('carrier') ?? 'imported';
    if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(carrier) || carrier === SANDBOX_CARRIER) {
      throw new UsageError(
        `--carrier ${carrier} is not the name of a carrier with a stock of files.`,
      );
    }
    const csv = await readCsv(text('file'));
    return withStore(config, async ({ db }) => {
      const imported = await db.transaction((tx) => importProfiles(tx, { carrier, csv }));
      return { text: `${carrier}: ${imported} profiles added.`, json: { carrier, imported } };
    });
  },
};

async function readCsv(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`${path} cannot be read (${code}).`);
  }
}
