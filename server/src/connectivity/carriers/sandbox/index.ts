import type { Tx } from '../../../platform/db/database.ts';
import type { Carrier, CarrierProfile } from '../carrier.ts';
import { insertProfiles, nextSandboxSerials } from '../carrier-profile-store.ts';
import { countFree, insertFree } from '../free-profile-store.ts';
import { openProfileStock } from '../profile-stock.ts';
import { mintProfile } from './mint.ts';

export const SANDBOX_CARRIER = 'sandbox';
/** The number of profiles that are minted at once, by a sale if the stock is empty. */
export const MINT_BLOCK = 1_000;
/** The number of free profiles that a job keeps in stock, so that sales seldom mint. */
export const STOCK_TARGET = 5_000;

/** Returns the carrier of sandbox accounts, which mints profiles and is never out of stock. */
export function sandboxCarrier(): Carrier {
  const stock = openProfileStock(SANDBOX_CARRIER);
  return {
    name: SANDBOX_CARRIER,
    async claimProfiles(tx, order) {
      const profiles = await stock.claimNow(tx, order);
      const missing = order.count - profiles.length;
      if (missing > 0) profiles.push(...(await mintClaimed(tx, missing)));
      return profiles;
    },
    returnProfiles: stock.takeBack,
    allotAhead: stock.allotAhead,
  };
}

/** Mints blocks until `STOCK_TARGET` profiles are free and returns the number of new ones. */
export async function topUpSandboxProfiles(tx: Tx): Promise<number> {
  const missing = STOCK_TARGET - (await countFree(tx, SANDBOX_CARRIER, STOCK_TARGET));
  const count = Math.ceil(missing / MINT_BLOCK) * MINT_BLOCK;
  if (count > 0) await keepFree(tx, await mint(tx, count));
  return Math.max(count, 0);
}

async function mintClaimed(tx: Tx, count: number): Promise<CarrierProfile[]> {
  const minted = await mint(tx, Math.max(MINT_BLOCK, count));
  await keepFree(tx, minted.slice(count));
  return minted.slice(0, count);
}

async function mint(tx: Tx, count: number): Promise<CarrierProfile[]> {
  const serials = await nextSandboxSerials(tx, count);
  const profiles = serials.map(mintProfile);
  const added = await insertProfiles(tx, { carrier: SANDBOX_CARRIER, profiles });
  if (added.length < count) throw new Error('a sandbox serial number was used already');
  return profiles;
}

async function keepFree(tx: Tx, profiles: readonly CarrierProfile[]): Promise<void> {
  const iccids = profiles.map(({ iccid }) => iccid);
  await insertFree(tx, { carrier: SANDBOX_CARRIER, iccids });
}
