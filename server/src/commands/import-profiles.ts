import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  type ImportedProfiles,
  importProfiles,
  SANDBOX_CARRIER,
} from '../connectivity/carriers/index.ts';
import { decodeSheet } from '../kernel/spreadsheet.ts';
import { type Command, UsageError } from './command.ts';
import { withStore } from './open-store.ts';

/** `gigastore import-profiles` */
export const importProfilesCommand: Command = {
  about: `Adds the eSIM profiles of a spreadsheet to a carrier's stock. If a line is wrong, nothing
is imported and every wrong line is listed. The separator, the encoding and the order of the columns
are detected. The columns are iccid, activation_code (or smdp_address and matching_id) and, if it is
known, imsi; other columns are ignored. Without a header, a line has iccid, imsi and activation_code
in this order. Data plans of the carrier are sold with these profiles.`,
  options: {
    file: { value: '<path>', help: 'The file, as CSV in any encoding', isRequired: true },
    carrier: { value: '<name>', help: 'The carrier of the profiles; "imported" by default' },
    'unusual-iccids': { help: 'Take ICCIDs with letters, or with a wrong or no check digit' },
  },
  run: async ({ config, text, optionalText, isOn }) => {
    const carrier = optionalText('carrier') ?? 'imported';
    if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(carrier) || carrier === SANDBOX_CARRIER) {
      throw new UsageError(
        `--carrier ${carrier} is not the name of a carrier with a stock of files.`,
      );
    }
    const { text: csv, encoding } = decodeSheet(await readBytes(text('file')));
    const fileName = basename(text('file')).slice(0, 255);
    const file = { carrier, csv, fileName, takesUnusualIccids: isOn('unusual-iccids') ?? false };
    return withStore(config, async ({ db }) => {
      const added = await db.transaction((tx) => importProfiles(tx, file));
      return { text: describe(carrier, encoding, added), json: { carrier, encoding, ...added } };
    });
  },
};

function describe(carrier: string, encoding: string, added: ImportedProfiles): string {
  const { imported, separator, unusualIccids } = added;
  const profiles = imported === 1 ? '1 profile' : `${imported} profiles`;
  const text = `${carrier}: ${profiles} added (separated by ${separator}, ${encoding}).`;
  if (unusualIccids === 0) return text;
  return `${text} ${unusualIccids} have an ICCID with letters, or with a wrong or no check digit.`;
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`${path} cannot be read (${code}).`);
  }
}
