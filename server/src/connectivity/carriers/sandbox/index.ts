import type { Tx } from '../../../platform/db/database.ts';
import type { CarrierProfile, ProfileOrder, StockCarrier } from '../carrier.ts';
import { openProfileStock } from '../profile-stock.ts';
import { addProfiles, countFree, nextSandboxSerials, returnProfiles } from '../store.ts';
import { mintProfile } from './mint.ts';

export const SANDBOX_CARRIER = 'sandbox';
/** How many profiles are minted at once; a sale that finds the stock short pays for one block. */
export const MINT_BLOCK = 1_000;
/** What the job keeps in stock, so that sales seldom have to mint. */
export const STOCK_TARGET = 5_000;

/** The carrier of sandbox accounts: its stock refills itself, so that it is never out of stock. */
export function sandboxCarrier(): StockCarrier {
  const stock = openProfileStock(SANDBOX_CARRIER);
  return {
    name: SANDBOX_CARRIER,
    settles: 'in_transaction',
    async takeProfiles(tx, order) {
      const profiles = await stock.takeNow(tx, order);
      const missing = order.count - profiles.length;
      if (missing > 0) profiles.push(...(await mintTaken(tx, { ...order, count: missing })));
      return profiles;
    },
    returnProfiles: returnProfiles,
  };
}

/** Mints whole blocks until `STOCK_TARGET` profiles are free; gives how many were minted. */
export async function topUpSandboxProfiles(tx: Tx): Promise<number> {
  const missing = STOCK_TARGET - (await countFree(tx, SANDBOX_CARRIER, STOCK_TARGET));
  const count = Math.ceil(missing / MINT_BLOCK) * MINT_BLOCK;
  if (count > 0) await mint(tx, count);
  return Math.max(count, 0);
}

async function mintTaken(tx: Tx, order: ProfileOrder): Promise<CarrierProfile[]> {
  const minted = await mint(tx, Math.max(MINT_BLOCK, order.count), order);
  return minted.slice(0, order.count);
}

async function mint(tx: Tx, count: number, taking?: ProfileOrder): Promise<CarrierProfile[]> {
  const serials = await nextSandboxSerials(tx, count);
  const profiles = serials.map(mintProfile);
  const added = await addProfiles(tx, { carrier: SANDBOX_CARRIER, profiles, taking });
  if (added.length < count) throw new Error('a sandbox serial number was used already');
  return profiles;
}
