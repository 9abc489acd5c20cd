import type { Tx } from '../db/database.ts';
import { newId } from '../lib/ids.ts';
import { invalid } from '../lib/refusal.ts';
import { insertPriceList } from './store.ts';

const MAX_NAME_LENGTH = 255;

/** An empty price list, for the organization that will be given it. Refuses `invalid_request`. */
export async function createPriceList(tx: Tx, input: { name: string }): Promise<{ id: string }> {
  const name = input.name.trim();
  if (name.length < 1 || name.length > MAX_NAME_LENGTH) {
    throw invalid('/name', `must be 1 to ${MAX_NAME_LENGTH} characters`);
  }

  const id = newId();
  await insertPriceList(tx, { id, name });
  return { id };
}
