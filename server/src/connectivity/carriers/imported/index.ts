import { newId } from '../../../kernel/ids.ts';
import { nameSeparator } from '../../../kernel/spreadsheet.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { insertBatch } from '../batch-store.ts';
import type { Carrier } from '../carrier.ts';
import { findKnown, insertProfiles } from '../carrier-profile-store.ts';
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
    returnProfiles: stock.takeBack,
    allotAhead: stock.allotAhead,
  };
}

export type ProfileImport = {
  carrier: string;
  csv: string;
  /** Whether ICCIDs with letters, without a check digit or with a wrong one are taken. */
  takesUnusualIccids?: boolean;
  /** Only checks the file. */
  isDryRun?: boolean;
  fileName?: string | undefined;
  /** The person who imports; absent for a command. */
  importedByName?: string | undefined;
};

export type ImportedProfiles = {
  /** The number of profiles; in a dry run, of those that would be added. */
  imported: number;
  separator: string;
  unusualIccids: number;
  batchId: string | null;
};

/**
 * Adds the profiles of a spreadsheet to the carrier's stock, all or none. Throws `BadProfileFile`
 * for wrong lines, and for profiles that the file has twice or that are in stock already.
 */
export async function importProfiles(
  tx: Tx,
  { carrier, csv, takesUnusualIccids = false, isDryRun = false, ...by }: ProfileImport,
): Promise<ImportedProfiles> {
  // Loaded when there is a file to read, which a server seldom has.
  const { readProfileFile } = await import('./profile-file.ts');
  const file = readProfileFile(csv, { takesUnusual: takesUnusualIccids });
  const { lines, separator, unusualIccids } = file;
  const read = { imported: lines.length, separator: nameSeparator(separator), unusualIccids };
  if (isDryRun) {
    await refuseKnown(tx, lines);
    return { ...read, batchId: null };
  }
  const profiles = lines.map(({ profile }) => profile);
  const added = await insertProfiles(tx, { carrier, profiles });
  await insertFree(tx, { carrier, iccids: added });
  if (added.length < lines.length) {
    const isAdded = new Set(added);
    await refuseKnown(
      tx,
      lines.filter(({ profile }) => !isAdded.has(profile.iccid)),
    );
  }
  const batchId = newId();
  await insertBatch(tx, { id: batchId, carrier, profiles: lines.length, unusualIccids, ...by });
  return { ...read, batchId };
}

/** Throws if a profile is in stock, which ends the caller's transaction and undoes the import. */
async function refuseKnown(tx: Tx, lines: readonly ProfileLine[]): Promise<void> {
  const { iccids, imsis } = await findKnown(
    tx,
    lines.map(({ profile }) => profile),
  );
  const bad = lines.flatMap(({ line, profile: { iccid, imsi } }) => {
    const known = iccids.has(iccid) ? 'ICCID' : imsi !== null && imsis.has(imsi) && 'IMSI';
    return known ? [{ line, reason: `the ${known} is in stock already` }] : [];
  });
  if (bad.length > 0) throw new BadProfileFile(bad);
}
