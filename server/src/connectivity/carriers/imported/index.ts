import type { Tx } from '../../../platform/db/database.ts';
import type { Carrier } from '../carrier.ts';
import { findIccids, insertProfiles } from '../carrier-profile-store.ts';
import { insertFree } from '../free-profile-store.ts';
import { openProfileStock } from '../profile-stock.ts';
import { BadProfileFile } from './bad-profile-file.ts';
import type { ProfileLine } from './profile-file.ts';

/** A carrier that sold us profiles in a file: its stock is what was imported under its name. */
export function importedCarrier(name: string): Carrier {
  const stock = openProfileStock(name);
  return {
    name,
    claimProfiles: stock.claimForSure,
    returnProfiles: (tx, iccids) => insertFree(tx, { carrier: name, iccids }),
  };
}

/**
 * Adds the profiles of a CSV file to the carrier's stock, all or none; gives how many. Refuses
 * (`BadProfileFile`) bad lines, and profiles that the file or any stock has already.
 */
export async function importProfiles(
  tx: Tx,
  { carrier, csv }: { carrier: string; csv: string },
): Promise<number> {
  // Loaded when there is a file to read, which a server seldom has.
  const { readProfileFile } = await import('./profile-file.ts');
  const lines = readProfileFile(csv);
  const profiles = lines.map(({ profile }) => profile);
  const added = await insertProfiles(tx, { carrier, profiles });
  await insertFree(tx, { carrier, iccids: added });
  if (added.length < lines.length) await refuseKnown(tx, lines, new Set(added));
  return added.length;
}

/** The caller's transaction ends with this, and with it everything that was added. */
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
