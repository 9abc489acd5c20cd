import { nameSeparator } from '../../../kernel/spreadsheet.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Carrier } from '../carrier.ts';
import { findIccids, insertProfiles } from '../carrier-profile-store.ts';
import { insertFree } from '../free-profile-store.ts';
import { openProfileStock } from '../profile-stock.ts';
import { BadProfileFile } from './bad-profile-file.ts';
import type { ProfileLine } from './profile-file.ts';

/** Returns a carrier whose stock is the profiles that were imported under its name. */
export function importedCarrier(name: string): Carrier {
  const stock = openProfileStock(name);
  return {
    name,
    claimProfiles: stock.claimForSure,
    returnProfiles: (tx, iccids) => insertFree(tx, { carrier: name, iccids }),
  };
}

export type ProfileImport = {
  carrier: string;
  csv: string;
  /** Whether ICCIDs with letters, without a check digit or with a wrong one are taken. */
  takesUnusualIccids?: boolean;
};

export type ImportedProfiles = { imported: number; separator: string; unusualIccids: number };

/**
 * Adds the profiles of a spreadsheet to the carrier's stock, all or none. Throws `BadProfileFile`
 * for wrong lines, and for profiles that the file has twice or that are in stock already.
 */
export async function importProfiles(
  tx: Tx,
  { carrier, csv, takesUnusualIccids = false }: ProfileImport,
): Promise<ImportedProfiles> {
  // Loaded when there is a file to read, which a server seldom has.
  const { readProfileFile } = await import('./profile-file.ts');
  const file = readProfileFile(csv, { takesUnusual: takesUnusualIccids });
  const { lines, separator, unusualIccids } = file;
  const profiles = lines.map(({ profile }) => profile);
  const added = await insertProfiles(tx, { carrier, profiles });
  await insertFree(tx, { carrier, iccids: added });
  if (added.length < lines.length) await refuseKnown(tx, lines, new Set(added));
  return { imported: added.length, separator: nameSeparator(separator), unusualIccids };
}

/** Throws if an ICCID already exists, which ends the caller's transaction and undoes the import. */
async function refuseKnown(
  tx: Tx,
  lines: ProfileLine[],
  added: ReadonlySet<string>,
): Promise<never> {
  const left = lines.filter(({ profile }) => !added.has(profile.iccid));
  const known = await findIccids(
    tx,
    left.map(({ profile }) => profile.iccid),
  );
  throw new BadProfileFile(
    left.map(({ line, profile }) => ({
      line,
      reason: `the ${known.has(profile.iccid) ? 'ICCID' : 'IMSI'} is in stock already`,
    })),
  );
}
